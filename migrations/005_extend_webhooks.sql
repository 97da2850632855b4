-- 005 extend webhooks: endpoints with secrets, health and safeguards; the allow-list; messages, deliveries and attempts.
-- Locks: sys_webhooks exclusively for a moment (the table is small). Breaking: no.
-- PostgreSQL is the queue of the deliveries: a row here is sent until its receiver has taken it or its ladder has ended.

ALTER TABLE sys_webhooks
  ADD COLUMN bearer_last4 TEXT,
  -- The secret before the last rotation signs beside the new one until this moment.
  ADD COLUMN old_secret_enc TEXT,
  ADD COLUMN old_secret_until TIMESTAMPTZ,
  -- Values of own headers are often keys of the receiver: sealed, and only the names are shown.
  ADD COLUMN headers_enc TEXT,
  ADD COLUMN header_names TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN ca_pem TEXT,
  -- One in flight per aggregate, in the order of its events.
  ADD COLUMN ordered BOOLEAN NOT NULL DEFAULT false,
  -- Who took the risk of deliveries that nothing but an address protects, and why.
  ADD COLUMN risk_acknowledged_at TIMESTAMPTZ,
  ADD COLUMN risk_acknowledged_by BIGINT REFERENCES sys_users(id),
  ADD COLUMN risk_reason TEXT,
  -- Health, written by the sender and no part of the row version.
  ADD COLUMN failing_since TIMESTAMPTZ,
  ADD COLUMN consecutive_failures INT NOT NULL DEFAULT 0,
  ADD COLUMN consecutive_dead INT NOT NULL DEFAULT 0,
  ADD COLUMN breaker TEXT NOT NULL DEFAULT 'closed' CHECK (breaker IN ('closed', 'open', 'draining')),
  -- Nothing is sent before: the next probe while the breaker is open, the next of the drain.
  ADD COLUMN next_send_at TIMESTAMPTZ,
  ADD COLUMN last_claimed_at TIMESTAMPTZ,
  -- What waited up to this delivery is being discarded, step by step; nothing is sent before that is done.
  ADD COLUMN discard_through BIGINT,
  ADD COLUMN last_success_at TIMESTAMPTZ,
  ADD COLUMN last_failure_at TIMESTAMPTZ,
  ADD COLUMN created_by BIGINT REFERENCES sys_users(id),
  ADD COLUMN deleted_at TIMESTAMPTZ,
  ADD CHECK (auth_mode <> 'ip_only' OR (risk_acknowledged_at IS NOT NULL AND risk_acknowledged_by IS NOT NULL AND risk_reason <> '')),
  ADD CHECK (auth_mode <> 'bearer' OR bearer_token IS NOT NULL OR deleted_at IS NOT NULL),
  ADD CHECK (bearer_token IS NULL OR bearer_token LIKE 'enc:v1:%'),
  ADD CHECK (secret_enc IS NULL OR secret_enc LIKE 'enc:v1:%'),
  ADD CHECK ((old_secret_enc IS NULL) = (old_secret_until IS NULL));

-- On-prem openings to private addresses: this network at this port, and nothing else.
CREATE TABLE sys_webhook_targets (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  cidr CIDR NOT NULL,
  port INT NOT NULL CHECK (port BETWEEN 1 AND 65535),
  reason TEXT NOT NULL,
  created_by BIGINT REFERENCES sys_users(id),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  UNIQUE (cidr, port)
);

-- The bytes of an event, made once: signed = sent, for every endpoint and every repetition.
CREATE TABLE sys_webhook_messages (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id UUID NOT NULL UNIQUE,
  event_type TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  body TEXT NOT NULL,
  -- The whole event when it was too large to be sent; the body then says where to fetch it.
  full_body TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp()
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE INDEX sys_webhook_messages_created ON sys_webhook_messages (created_at);
-- The log of an endpoint by type: rare types are found without reading all messages.
CREATE INDEX sys_webhook_messages_type ON sys_webhook_messages (event_type, id);

CREATE TABLE sys_webhook_deliveries (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  webhook_id BIGINT NOT NULL REFERENCES sys_webhooks(id),
  message_id BIGINT NOT NULL REFERENCES sys_webhook_messages(id),
  aggregate TEXT NOT NULL,
  -- That of the event: `ordered` goes by it, because two relays may write in another order.
  sequence BIGINT NOT NULL DEFAULT 0,
  -- pending -> sending -> delivered | dead; paused while the endpoint is off; discarded by a person.
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'delivered', 'dead', 'paused', 'discarded')),
  is_test BOOLEAN NOT NULL DEFAULT false,
  -- Attempts of the current round; a replay begins a new round.
  attempts INT NOT NULL DEFAULT 0,
  next_attempt_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  -- The sender that holds it, and until when; one that dies stops renewing.
  lease_id UUID,
  lease_until TIMESTAMPTZ,
  last_status INT,
  last_error TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  finished_at TIMESTAMPTZ,
  CHECK ((state = 'sending') = (lease_id IS NOT NULL)),
  CHECK ((lease_id IS NULL) = (lease_until IS NULL)),
  UNIQUE (webhook_id, message_id)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE INDEX sys_webhook_deliveries_due ON sys_webhook_deliveries (webhook_id, next_attempt_at, id) WHERE state = 'pending';
CREATE INDEX sys_webhook_deliveries_sending ON sys_webhook_deliveries (webhook_id, lease_until) WHERE state = 'sending';
CREATE INDEX sys_webhook_deliveries_order ON sys_webhook_deliveries (webhook_id, aggregate, sequence, id) WHERE state IN ('pending', 'sending', 'paused');
-- What is not done: the counts of an endpoint, what a replay takes, and the steps in which the sweep moves what waits.
CREATE INDEX sys_webhook_deliveries_undone ON sys_webhook_deliveries (webhook_id, state, id) WHERE state IN ('pending', 'sending', 'paused', 'dead', 'discarded');
CREATE INDEX sys_webhook_deliveries_list ON sys_webhook_deliveries (webhook_id, id DESC);
CREATE INDEX sys_webhook_deliveries_message ON sys_webhook_deliveries (message_id);
CREATE INDEX sys_webhook_deliveries_created ON sys_webhook_deliveries (created_at);

CREATE TABLE sys_webhook_attempts (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  delivery_id BIGINT NOT NULL REFERENCES sys_webhook_deliveries(id) ON DELETE CASCADE,
  attempt INT NOT NULL,
  started_at TIMESTAMPTZ NOT NULL,
  ms INT,
  status INT,
  resolved_ip INET,
  -- Null when the receiver took it.
  error TEXT,
  snippet TEXT CHECK (octet_length(snippet) <= 16384),
  created_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp()
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE INDEX sys_webhook_attempts_delivery ON sys_webhook_attempts (delivery_id, id);
CREATE INDEX sys_webhook_attempts_created ON sys_webhook_attempts (created_at);

GRANT SELECT, INSERT, DELETE ON sys_webhook_targets TO anwen_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON sys_webhook_messages, sys_webhook_deliveries, sys_webhook_attempts TO anwen_app;
