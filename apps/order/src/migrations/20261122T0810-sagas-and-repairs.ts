import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE order_sagas (
      order_id text NOT NULL,
      saga text NOT NULL,
      return_id text NOT NULL DEFAULT '',
      version int NOT NULL,
      state text NOT NULL CHECK (state IN ('running', 'parked', 'ended')),
      changed_at timestamptz NOT NULL,
      step text,
      reason text,
      compensating boolean,
      driven_at timestamptz,
      PRIMARY KEY (order_id, saga, return_id)
    );
    CREATE INDEX order_sagas_parked ON order_sagas (changed_at, order_id, return_id)
      WHERE state = 'parked';
    CREATE INDEX order_sagas_running ON order_sagas (COALESCE(driven_at, changed_at))
      WHERE state = 'running';

    CREATE TABLE repair_audit (
      event_id text PRIMARY KEY,
      order_id text NOT NULL,
      return_id text NOT NULL DEFAULT '',
      at timestamptz NOT NULL,
      done_by text NOT NULL,
      action text NOT NULL,
      saga text NOT NULL,
      step text NOT NULL,
      reason text NOT NULL,
      note text
    );
    CREATE INDEX repair_audit_order ON repair_audit (order_id, at);
    -- Only a rebuild from the streams, which are its truth, may correct a row.
    CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF current_setting('commerce.rebuild', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION 'repair_audit is append-only';
      END IF;
      RETURN NULL;
    END $$;
    CREATE TRIGGER repair_audit_append_only BEFORE UPDATE OR DELETE ON repair_audit
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();
  `);
  await knex.raw(BACKFILL);
}

// Workflows that began before this table: where the newest of their events says that they stand.
const BACKFILL = `
DO $do$ BEGIN
  IF to_regclass('stream_state') IS NULL THEN RETURN; END IF;
  EXECUTE $sql$
    INSERT INTO order_sagas (order_id, saga, return_id, version, state, changed_at)
    SELECT DISTINCT ON (order_id, saga, return_id)
           order_id, saga, return_id, version, state, changed_at
    FROM (
      SELECT event->>'stream' AS order_id,
             CASE WHEN event->>'type' LIKE 'OrderReturn%' THEN 'return-order'
                  ELSE 'cancel-order' END AS saga,
             coalesce(event->'data'->>'returnId', '') AS return_id,
             (event->>'seq')::int AS version,
             CASE WHEN event->>'type' IN ('OrderCancelling.v1', 'OrderReturnReceived.v1')
                  THEN 'running' ELSE 'ended' END AS state,
             (event->>'at')::timestamptz AS changed_at
      FROM (SELECT convert_from(value, 'utf8')::jsonb AS event FROM stream_state
            WHERE key LIKE 'order||order-%') AS stored
      WHERE event->>'type' IN ('OrderCancelling.v1', 'OrderCancelled.v1',
                               'OrderReturnReceived.v1', 'OrderReturned.v1')
         OR (event->>'type' = 'OrderRejected.v1' AND event->'data'->>'reason' <> 'out-of-stock')
    ) AS told
    ORDER BY order_id, saga, return_id, version DESC
  $sql$;
END $do$`;

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE repair_audit, order_sagas; DROP FUNCTION refuse_change_of_audit');
}
