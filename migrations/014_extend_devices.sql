-- 014 extend devices: enrolment, signed requests, badges and PINs, minimum versions.
-- Locks: ACCESS EXCLUSIVE on sys_devices, sys_users, sys_sessions and sys_min_app_version for an instant (new columns with
-- constant defaults; the checks look at tables that are small or empty). Breaking: no.

ALTER TABLE sys_devices
  -- SHA-256 of the fallback secret, sealed with the installation's key: the secret itself is nowhere, and a copy of the
  -- database signs nothing. (secret_hash, of 001, is not used: whoever reads a plain hash could sign with it.)
  ADD COLUMN secret_sealed TEXT,
  -- Where the device may work, cut with the scope of its operator. Null = wherever the operator may.
  ADD COLUMN warehouse_id BIGINT REFERENCES warehouses(id),
  ADD COLUMN zone_ids BIGINT[] NOT NULL DEFAULT '{}',
  ADD COLUMN clock_skew_ms INT,
  ADD COLUMN queue_length INT CHECK (queue_length >= 0),
  ADD COLUMN queue_oldest_at TIMESTAMPTZ,
  ADD COLUMN trust_reason TEXT,
  ADD CONSTRAINT sys_devices_one_credential CHECK ((public_key IS NULL) OR (secret_sealed IS NULL)),
  ADD CONSTRAINT sys_devices_zones_in_warehouse CHECK (warehouse_id IS NOT NULL OR zone_ids = '{}'),
  ADD CONSTRAINT sys_devices_revoked CHECK ((trust = 'revoked') = (revoked_at IS NOT NULL));

-- Revoked is final, whatever code or hand tries to undo it: what it has queued stays in quarantine.
CREATE FUNCTION refuse_unrevoke() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a revoked device stays revoked' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER sys_devices_revoked_is_final BEFORE UPDATE ON sys_devices FOR EACH ROW
  WHEN (OLD.trust = 'revoked' AND NEW.trust <> 'revoked') EXECUTE FUNCTION refuse_unrevoke();

-- A code is good once and for ten minutes; the row stays, so that an expired one and a used one are told apart.
CREATE TABLE sys_device_enrolments (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  code_hash BYTEA NOT NULL UNIQUE,
  name TEXT,
  warehouse_id BIGINT REFERENCES warehouses(id),
  zone_ids BIGINT[] NOT NULL DEFAULT '{}',
  auto_approve BOOLEAN NOT NULL DEFAULT false,
  created_by BIGINT REFERENCES sys_users(id),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  expires_at TIMESTAMPTZ NOT NULL,
  used_at TIMESTAMPTZ,
  device_id BIGINT REFERENCES sys_devices(id),
  CHECK ((used_at IS NULL) = (device_id IS NULL))
);
CREATE INDEX sys_device_enrolments_time ON sys_device_enrolments (expires_at);

-- Every signed request moves its device's row: apart from sys_devices, half empty, so that the move stays on its page.
-- `seen` remembers which of the 32 numbers up to last_seq were used (bit 0 = last_seq): requests may overtake each other.
CREATE TABLE sys_device_sequences (
  device_id BIGINT PRIMARY KEY REFERENCES sys_devices(id),
  last_seq BIGINT NOT NULL DEFAULT 0,
  seen BIGINT NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

-- Nonces of the window in which a signature is believed; older ones are refused by their time and are purged.
CREATE TABLE sys_device_nonces (
  device_id BIGINT NOT NULL REFERENCES sys_devices(id),
  nonce BYTEA NOT NULL,
  seen_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  PRIMARY KEY (device_id, nonce)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
CREATE INDEX sys_device_nonces_time ON sys_device_nonces (seen_at);

-- What is printed on a badge is random; its hash is all that is kept. One living badge a person.
CREATE TABLE sys_badges (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  user_id BIGINT NOT NULL REFERENCES sys_users(id),
  code_hash BYTEA NOT NULL UNIQUE,
  issued_by BIGINT REFERENCES sys_users(id),
  issued_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  revoked_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX sys_badges_living ON sys_badges (user_id) WHERE revoked_at IS NULL;

-- Wrong PINs since the last right one: locks are over in an hour, this only by an administrator's hand.
ALTER TABLE sys_users ADD COLUMN pin_hash TEXT, ADD COLUMN pin_set_at TIMESTAMPTZ, ADD COLUMN pin_failures INT NOT NULL DEFAULT 0;

-- How it was opened: who signs in by badge need not know a password, and is not asked to change one.
ALTER TABLE sys_sessions ADD COLUMN via TEXT NOT NULL DEFAULT 'password' CHECK (via IN ('password', 'badge'));
CREATE INDEX sys_sessions_device ON sys_sessions (device_id, id DESC) WHERE device_id IS NOT NULL;

-- One row an app and platform; 'any' is the row of every platform that has none of its own.
ALTER TABLE sys_min_app_version
  DROP CONSTRAINT sys_min_app_version_pkey,
  ADD COLUMN platform TEXT NOT NULL DEFAULT 'any' CHECK (platform IN ('any', 'android', 'ios', 'web', 'windows', 'linux')),
  ADD COLUMN hard_min TEXT,
  ADD COLUMN sha256 TEXT CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  ADD COLUMN row_version INT NOT NULL DEFAULT 1,
  ADD PRIMARY KEY (app, platform);

GRANT SELECT, INSERT, UPDATE ON sys_device_enrolments, sys_device_sequences, sys_badges TO anwen_app;
GRANT SELECT, INSERT, DELETE ON sys_device_nonces TO anwen_app;
