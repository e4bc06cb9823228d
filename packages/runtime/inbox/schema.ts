/** SQL that creates the tables `inbox` and `dead_letter` of a subscriber, for migrations. */
export const INBOX_TABLES = `
  CREATE TABLE inbox (
    consumer text NOT NULL,
    event_id text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, event_id)
  );
  CREATE TABLE dead_letter (
    event_id text PRIMARY KEY,
    letter jsonb NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'parked', 'discarded')),
    reason text,
    tries integer NOT NULL DEFAULT 0,
    next_try_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX dead_letter_due ON dead_letter (next_try_at) WHERE state = 'waiting';
`;
