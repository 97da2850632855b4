-- 001 init v2.1: the platform tables of the plan (section 6) and what every guarantee stands on.
-- Locks: none that matter (new tables). Breaking: no (first file).
-- Two roles: whoever runs this file owns the tables; the apps work as anwen_app, which receives
-- only what the GRANTs below name. Nothing is granted by default.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- RFC 9562 version 7: 48 bits of Unix milliseconds, then random bits. The variant nibble of a
-- version 4 value is already right, so its tail is reused. PL/pgSQL, because it keeps its plan for the
-- session; a SQL function of this shape would be parsed and planned again by every statement.
CREATE FUNCTION uuid_v7() RETURNS uuid LANGUAGE plpgsql VOLATILE PARALLEL SAFE AS $$
BEGIN
  RETURN (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
          || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14, 19))::uuid;
END $$;

-- What the current transaction may see. libs/database sets anwen.* with SET LOCAL; unset means nothing.
CREATE FUNCTION scope_is_all() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT current_setting('anwen.scope', true) IS NOT DISTINCT FROM 'all' $$;
CREATE FUNCTION scope_is_set() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(current_setting('anwen.scope', true), '') <> '' $$;
CREATE FUNCTION scope_warehouses() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(string_to_array(nullif(current_setting('anwen.warehouses', true), ''), ',')::bigint[], '{}') $$;
CREATE FUNCTION scope_zones() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(string_to_array(nullif(current_setting('anwen.zones', true), ''), ',')::bigint[], '{}') $$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- The runner writes one row a file, before the file's own statements, so that racers collide at once.
CREATE TABLE IF NOT EXISTS sys_schema_version (
  version INT PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  app_version TEXT NOT NULL,
  applied_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  duration_ms INT
);

CREATE TABLE sys_tenants (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  time_zone TEXT NOT NULL DEFAULT 'Asia/Taipei',
  locale TEXT NOT NULL DEFAULT 'zh-Hant-TW',
  mode TEXT NOT NULL DEFAULT 'normal' CHECK (mode IN ('normal', 'read_only', 'migrated')),
  mode_reason TEXT,
  demo_loaded_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE TABLE sys_depts (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  parent_id BIGINT REFERENCES sys_depts(id),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);

CREATE TABLE sys_users (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  username TEXT NOT NULL,
  display_name TEXT NOT NULL,
  email TEXT,
  dept_id BIGINT REFERENCES sys_depts(id),
  password_hash TEXT,
  must_change_password BOOLEAN NOT NULL DEFAULT false,
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
  locale TEXT NOT NULL DEFAULT 'zh-Hant-TW',
  last_login_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1,
  deleted_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX sys_users_username ON sys_users (lower(username));

CREATE TABLE sys_roles (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  code TEXT NOT NULL UNIQUE,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  is_preset BOOLEAN NOT NULL DEFAULT false,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);

CREATE TABLE sys_permissions (
  code TEXT PRIMARY KEY,
  lib TEXT NOT NULL,
  label_zh TEXT NOT NULL,
  label_en TEXT NOT NULL
);

CREATE TABLE sys_role_permissions (
  role_id BIGINT NOT NULL REFERENCES sys_roles(id),
  permission_code TEXT NOT NULL REFERENCES sys_permissions(code),
  PRIMARY KEY (role_id, permission_code)
);

CREATE TABLE sys_user_roles (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id BIGINT NOT NULL REFERENCES sys_users(id),
  role_id BIGINT NOT NULL REFERENCES sys_roles(id),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  UNIQUE (user_id, role_id)
);

-- Where a role assignment or an API key reaches. No row = nothing (fail closed); 'all' must be said.
CREATE TABLE sys_data_scopes (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_role_id BIGINT REFERENCES sys_user_roles(id),
  api_key_id BIGINT,
  kind TEXT NOT NULL CHECK (kind IN ('all', 'warehouse', 'zone', 'department', 'work_center', 'partner', 'own')),
  target_id BIGINT,
  CHECK ((user_role_id IS NULL) <> (api_key_id IS NULL)),
  CHECK ((kind IN ('all', 'own')) = (target_id IS NULL)),
  UNIQUE NULLS NOT DISTINCT (user_role_id, api_key_id, kind, target_id)
);

CREATE TABLE sys_devices (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  name TEXT NOT NULL,
  platform TEXT,
  model TEXT,
  trust TEXT NOT NULL DEFAULT 'pending' CHECK (trust IN ('pending', 'trusted', 'suspended', 'revoked')),
  public_key BYTEA,
  secret_hash BYTEA,
  last_seq BIGINT NOT NULL DEFAULT 0,
  last_active_at TIMESTAMPTZ,
  app_version TEXT,
  revoked_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);

-- Opaque sessions: the token itself is never stored, only its SHA-256.
CREATE TABLE sys_sessions (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  token_hash BYTEA NOT NULL UNIQUE,
  user_id BIGINT NOT NULL REFERENCES sys_users(id),
  device_id BIGINT REFERENCES sys_devices(id),
  client TEXT NOT NULL DEFAULT 'web' CHECK (client IN ('web', 'pda', 'cli')),
  ip INET,
  user_agent TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  last_used_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  expires_at TIMESTAMPTZ NOT NULL,
  revoked_at TIMESTAMPTZ
);
CREATE INDEX sys_sessions_user ON sys_sessions (user_id) WHERE revoked_at IS NULL;

CREATE TABLE sys_api_keys (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  name TEXT NOT NULL,
  token_hash BYTEA NOT NULL UNIQUE,
  token_hint TEXT NOT NULL,
  permissions TEXT[] NOT NULL DEFAULT '{}',
  created_by BIGINT NOT NULL REFERENCES sys_users(id),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  last_used_at TIMESTAMPTZ,
  expires_at TIMESTAMPTZ,
  revoked_at TIMESTAMPTZ
);
ALTER TABLE sys_data_scopes ADD FOREIGN KEY (api_key_id) REFERENCES sys_api_keys(id);

CREATE TABLE sys_license (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  expires_at TIMESTAMPTZ NOT NULL,
  grace_period_days INT NOT NULL DEFAULT 14 CHECK (grace_period_days >= 0),
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'grace', 'restricted', 'suspended')),
  document JSONB,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- Audit: insert-only, one row an event. The sealer chains rows afterwards (an inline chain would
-- make all writers queue), so each row also leaves its id in a queue that the sealer empties.
CREATE TABLE sys_audit_logs (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  occurred_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  action TEXT NOT NULL,
  severity CHAR(1) NOT NULL CHECK (severity IN ('I', 'N', 'W', 'C')),
  actor_type TEXT NOT NULL,
  actor_id BIGINT,
  actor_name TEXT NOT NULL,
  device_id BIGINT,
  ip INET,
  request_id TEXT,
  idempotency_key TEXT,
  subject_type TEXT NOT NULL,
  subject_id TEXT,
  reason TEXT,
  diff JSONB,
  dictionary_version SMALLINT NOT NULL DEFAULT 1
);
CREATE INDEX sys_audit_logs_time ON sys_audit_logs (occurred_at DESC, id DESC);
CREATE INDEX sys_audit_logs_subject ON sys_audit_logs (subject_type, subject_id, id DESC);
CREATE INDEX sys_audit_logs_action ON sys_audit_logs (action, id DESC);
CREATE TABLE sys_audit_pending (log_id BIGINT PRIMARY KEY);
CREATE TABLE sys_audit_chain (
  seq BIGINT PRIMARY KEY CHECK (seq > 0),
  log_id BIGINT NOT NULL UNIQUE,
  hash BYTEA NOT NULL,
  sealed_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER sys_audit_logs_frozen BEFORE UPDATE OR DELETE ON sys_audit_logs FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sys_audit_logs_kept BEFORE TRUNCATE ON sys_audit_logs FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sys_audit_chain_frozen BEFORE UPDATE OR DELETE ON sys_audit_chain FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sys_audit_chain_kept BEFORE TRUNCATE ON sys_audit_chain FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE sys_webhooks (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  event_filter TEXT[] NOT NULL DEFAULT '{}',
  secret_enc TEXT,
  active BOOLEAN NOT NULL DEFAULT true,
  disabled_at TIMESTAMPTZ,
  disabled_reason TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);
ALTER TABLE sys_webhooks
  ADD COLUMN auth_mode TEXT NOT NULL DEFAULT 'hmac_sha256' CHECK (auth_mode IN ('hmac_sha256', 'bearer', 'ip_only')),
  ADD COLUMN bearer_token TEXT;

CREATE TABLE sys_ops_reports (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind TEXT NOT NULL,
  period_start TIMESTAMPTZ,
  period_end TIMESTAMPTZ,
  body JSONB NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX sys_ops_reports_kind ON sys_ops_reports (kind, created_at DESC);

CREATE TABLE sys_min_app_version (
  app TEXT PRIMARY KEY,
  min_version TEXT NOT NULL,
  latest_version TEXT NOT NULL,
  url TEXT,
  message_zh TEXT,
  message_en TEXT,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- R6.2 as the plan wrote it; the stored key is '<principal>:<client key>', unique per principal.
CREATE TABLE sys_idempotency_keys (
  id BIGSERIAL PRIMARY KEY,
  idempotency_key TEXT UNIQUE NOT NULL,
  request_hash TEXT NOT NULL,
  response_status INT,
  response_body JSONB,
  created_at TIMESTAMPTZ DEFAULT NOW(),
  expires_at TIMESTAMPTZ DEFAULT NOW() + INTERVAL '24 hours'
);
CREATE INDEX idx_idempotency_expires ON sys_idempotency_keys (expires_at);
-- What a byte-for-byte replay needs besides: the body as sent and the headers that travel with it.
ALTER TABLE sys_idempotency_keys
  ADD COLUMN principal TEXT NOT NULL,
  ADD COLUMN actor_id BIGINT,
  ADD COLUMN method TEXT NOT NULL,
  ADD COLUMN route TEXT NOT NULL,
  ADD COLUMN response_headers JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN response_raw TEXT;

-- The only way out of a transaction; the relay (worker) sets relayed_at.
CREATE TABLE sys_outbox (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  event_type TEXT NOT NULL,
  aggregate_type TEXT NOT NULL,
  aggregate_id TEXT NOT NULL,
  payload JSONB NOT NULL,
  request_id TEXT,
  occurred_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  relayed_at TIMESTAMPTZ
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE INDEX sys_outbox_waiting ON sys_outbox (id) WHERE relayed_at IS NULL;

-- One row per minute, process, route: counts per logarithmic bucket. Adding rows adds histograms,
-- so an hour's true percentiles come from the hour's rows (percentiles themselves cannot be averaged).
CREATE TABLE sys_api_latency (
  minute TIMESTAMPTZ NOT NULL,
  process TEXT NOT NULL,
  route TEXT NOT NULL,
  sla_class TEXT NOT NULL,
  n BIGINT NOT NULL,
  timeouts BIGINT NOT NULL DEFAULT 0,
  errors BIGINT NOT NULL DEFAULT 0,
  max_us BIGINT NOT NULL,
  buckets JSONB NOT NULL,
  PRIMARY KEY (minute, process, route)
);

CREATE TABLE sys_client_errors (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  occurred_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  app TEXT NOT NULL,
  message TEXT NOT NULL,
  stack TEXT,
  user_agent TEXT,
  url TEXT,
  client_time TIMESTAMPTZ,
  tenant_id TEXT,
  device_id TEXT,
  request_id TEXT,
  ip INET
);
CREATE INDEX sys_client_errors_time ON sys_client_errors (occurred_at DESC);

-- The app reads the version table and nothing else of it.
GRANT SELECT ON sys_schema_version, sys_permissions, sys_license, sys_min_app_version TO anwen_app;
GRANT SELECT, INSERT, UPDATE ON sys_tenants, sys_depts, sys_users, sys_roles, sys_devices, sys_sessions, sys_api_keys,
  sys_webhooks, sys_min_app_version, sys_outbox, sys_api_latency TO anwen_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON sys_permissions, sys_role_permissions, sys_user_roles, sys_data_scopes TO anwen_app;
GRANT SELECT, INSERT ON sys_audit_logs, sys_audit_chain, sys_ops_reports, sys_client_errors, sys_license TO anwen_app;
GRANT SELECT, INSERT, DELETE ON sys_audit_pending, sys_idempotency_keys TO anwen_app;
GRANT DELETE ON sys_api_latency, sys_sessions, sys_outbox, sys_client_errors TO anwen_app;
GRANT USAGE ON SEQUENCE sys_idempotency_keys_id_seq TO anwen_app;
