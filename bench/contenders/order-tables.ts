/**
 * The tables of the orders, the same for every peer. Stock rows are updated in place, very often.
 */
export const ORDER_TABLES = `
  CREATE TABLE order_events (
    order_id text NOT NULL,
    seq int NOT NULL,
    type text NOT NULL,
    data jsonb NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (order_id, seq)
  );
  CREATE TABLE stock (
    sku text PRIMARY KEY,
    on_hand bigint NOT NULL,
    held bigint NOT NULL DEFAULT 0,
    CHECK (held BETWEEN 0 AND on_hand)
  ) WITH (fillfactor = 50);
  CREATE TABLE reservations (
    order_id text PRIMARY KEY,
    lines jsonb NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE authorizations (
    order_id text PRIMARY KEY,
    amount_minor bigint NOT NULL,
    currency text NOT NULL,
    token text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE inbox (
    consumer text NOT NULL,
    event_id text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, event_id)
  );
`;
