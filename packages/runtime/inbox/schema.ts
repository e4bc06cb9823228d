// SQL of the tables of a subscriber, for the migrations of apps. What a migration has used is never
// changed: a later change of a table is one more text, at the end of the list in the README.

/** The tables `inbox` and `dead_letter` of a subscriber. */
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

/** The tables `inbox` and `dead_letter`, as they began. */
export const CREATE_INBOX = `
  CREATE TABLE inbox (
    consumer text NOT NULL,
    event_id text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, event_id)
  );
  CREATE TABLE dead_letter (
    event_id text PRIMARY KEY,
    letter jsonb NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now()
  );
`;

/** Dead letters are tried again. Those that stand there already are due at once. */
export const TRY_DEAD_LETTERS_AGAIN = `
  ALTER TABLE dead_letter
    ADD COLUMN state text NOT NULL DEFAULT 'waiting'
      CHECK (state IN ('waiting', 'parked', 'discarded')),
    ADD COLUMN reason text,
    ADD COLUMN tries integer NOT NULL DEFAULT 0,
    ADD COLUMN next_try_at timestamptz NOT NULL DEFAULT now();
  CREATE INDEX dead_letter_due ON dead_letter (next_try_at) WHERE state = 'waiting';
`;

/** Takes TRY_DEAD_LETTERS_AGAIN back. */
export const TRY_DEAD_LETTERS_ONCE = `
  ALTER TABLE dead_letter
    DROP COLUMN state, DROP COLUMN reason, DROP COLUMN tries, DROP COLUMN next_try_at;
`;
