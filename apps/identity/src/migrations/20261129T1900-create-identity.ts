import { DATA_KEYS_TABLE } from 'dapr-actor-runtime/personal-data';
import type { Knex } from 'knex';

const ACCOUNTS = `
  ${DATA_KEYS_TABLE}
  CREATE TABLE accounts (
    customer_id text PRIMARY KEY CHECK (customer_id ~ '^cus_[0-9a-f]{32}$'),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled', 'erased')),
    email_mac text UNIQUE,
    email_sealed text,
    profile_sealed text,
    password_hash text,
    roles text[] NOT NULL DEFAULT '{customer}',
    created_at timestamptz NOT NULL DEFAULT now(),
    changed_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((status = 'erased') = (email_mac IS NULL)),
    CHECK ((status = 'erased') = (email_sealed IS NULL)),
    CHECK ((status = 'erased') = (profile_sealed IS NULL)),
    CHECK ((status = 'erased') = (password_hash IS NULL))
  );
  -- Registrations that are not verified yet. An email address may have several: each token belongs
  -- to the password that was chosen with it.
  CREATE TABLE registrations (
    customer_id text PRIMARY KEY,
    email_mac text NOT NULL,
    email_sealed text NOT NULL,
    profile_sealed text NOT NULL,
    password_hash text NOT NULL,
    token_hash text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  );
  CREATE INDEX registrations_email ON registrations (email_mac, created_at);
  CREATE INDEX registrations_expiry ON registrations (expires_at);
  CREATE TABLE password_resets (
    token_hash text PRIMARY KEY,
    customer_id text NOT NULL REFERENCES accounts,
    expires_at timestamptz NOT NULL
  );
  CREATE INDEX password_resets_customer ON password_resets (customer_id);
  CREATE TABLE addresses (
    address_id text PRIMARY KEY,
    customer_id text NOT NULL REFERENCES accounts,
    sealed text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX addresses_customer ON addresses (customer_id, created_at);`;

const SESSIONS = `
  CREATE TABLE clients (
    client_id text PRIMARY KEY,
    name text NOT NULL,
    secret_hash text,
    scopes text[] NOT NULL DEFAULT '{}',
    redirect_uris text[] NOT NULL DEFAULT '{}',
    -- The row of an ended client stays, so that its id is not reused.
    ended_at timestamptz
  );
  CREATE TABLE sessions (
    sid text PRIMARY KEY,
    customer_id text NOT NULL REFERENCES accounts,
    client_id text REFERENCES clients,
    seed text NOT NULL,
    generation integer NOT NULL DEFAULT 1 CHECK (generation > 0),
    started_at timestamptz NOT NULL,
    refreshed_at timestamptz NOT NULL,
    ended_at timestamptz,
    end_reason text,
    CHECK ((ended_at IS NULL) = (end_reason IS NULL))
  );
  CREATE INDEX sessions_open ON sessions (customer_id) WHERE ended_at IS NULL;
  CREATE INDEX sessions_ended ON sessions (ended_at) WHERE ended_at IS NOT NULL;
  CREATE TABLE authorization_codes (
    code_hash text PRIMARY KEY,
    client_id text NOT NULL REFERENCES clients,
    redirect_uri text NOT NULL,
    challenge text NOT NULL,
    customer_id text NOT NULL REFERENCES accounts,
    expires_at timestamptz NOT NULL,
    sid text REFERENCES sessions ON DELETE CASCADE
  );
  CREATE TABLE signing_keys (
    kid text PRIMARY KEY,
    public_jwk jsonb NOT NULL,
    private_wrapped text NOT NULL,
    signs_from timestamptz NOT NULL
  );`;

const AUDIT_LOG = `
  CREATE TABLE audit_log (
    seq bigint PRIMARY KEY,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    target text NOT NULL,
    -- Actions of staff in other apps are recorded as asked before they are performed.
    outcome text NOT NULL CHECK (outcome IN ('asked', 'done', 'refused')),
    correlation_id text NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL
  );
  CREATE INDEX audit_log_target ON audit_log (target, seq);
  -- The head of the chain: its lock serializes appends, its row reveals rows cut off at the end.
  CREATE TABLE audit_head (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    seq bigint NOT NULL,
    hash text NOT NULL
  );
  INSERT INTO audit_head (seq, hash) VALUES (0, '');
  CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
  CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    EXECUTE FUNCTION refuse_audit_change();`;

export async function up(knex: Knex): Promise<void> {
  for (const tables of [ACCOUNTS, SESSIONS, AUDIT_LOG]) await knex.raw(tables);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP TABLE audit_head, audit_log, signing_keys, authorization_codes, sessions, clients,
      addresses, password_resets, registrations, accounts, data_keys;
    DROP FUNCTION refuse_audit_change;
  `);
}
