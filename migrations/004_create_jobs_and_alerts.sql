-- 004 create jobs and alerts: the truth of the queue, the timetable's heartbeats, settings and alerts.
-- Locks: none that matter (new tables). Breaking: no.
-- Redis only dispatches: every job is a row here, written in the transaction of the business that wants it.
-- A job can be lost by nobody but whoever drops this table.

CREATE TABLE sys_jobs (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  name TEXT NOT NULL,
  -- 1 a user waits, 2 process work, 3 schedules, 4 maintenance (R9.1).
  lane SMALLINT NOT NULL CHECK (lane BETWEEN 1 AND 4),
  -- Version of the payload; a worker that does not know it sends the job to the dead letters.
  v SMALLINT NOT NULL DEFAULT 1,
  -- Ids and small choices only: data belongs into tables. The product allows 4 KB; jsonb as text has spaces that the product does not count.
  payload JSONB NOT NULL DEFAULT '{}' CHECK (octet_length(payload::text) <= 8192),
  -- waiting (also deferred by quota or backoff) -> queued (in Redis) -> running -> done | failed | cancelled
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'queued', 'running', 'done', 'failed', 'cancelled')),
  run_after TIMESTAMPTZ NOT NULL DEFAULT now(),
  attempts INT NOT NULL DEFAULT 0,
  -- Of the attempts, those that a stop of the worker has ended: the job cannot help it.
  interrupted INT NOT NULL DEFAULT 0,
  max_attempts INT NOT NULL CHECK (max_attempts BETWEEN 1 AND 20),
  timeout_ms INT NOT NULL CHECK (timeout_ms BETWEEN 1000 AND 3600000),
  -- Who asked: the job runs with the rights that they have when it runs. Null = the product itself.
  principal TEXT,
  user_id BIGINT REFERENCES sys_users(id),
  api_key_id BIGINT REFERENCES sys_api_keys(id),
  locale TEXT NOT NULL DEFAULT 'zh-Hant',
  request_id TEXT,
  -- Somebody has asked for it by hand: maintenance then does not wait for its hours.
  forced BOOLEAN NOT NULL DEFAULT false,
  -- The same piece of work asked for twice is one job (a schedule's slot, a double click, a retry).
  dedupe_key TEXT UNIQUE,
  progress_done BIGINT,
  progress_total BIGINT,
  result JSONB,
  problem JSONB,
  cancel_requested_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  queued_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ,
  finished_at TIMESTAMPTZ,
  CHECK ((state IN ('done', 'failed', 'cancelled')) = (finished_at IS NOT NULL))
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE INDEX sys_jobs_due ON sys_jobs (lane, run_after, id) WHERE state = 'waiting';
CREATE INDEX sys_jobs_open ON sys_jobs (state, id) WHERE state IN ('queued', 'running');
CREATE INDEX sys_jobs_unfinished ON sys_jobs (id) WHERE finished_at IS NULL;
CREATE INDEX sys_jobs_of_user ON sys_jobs (user_id, id DESC) WHERE user_id IS NOT NULL;
CREATE INDEX sys_jobs_finished ON sys_jobs (finished_at) WHERE finished_at IS NOT NULL;

-- One row a run. A run may commit only while it is 'running' (the fence); a job has one such run at most.
CREATE TABLE sys_job_runs (
  id UUID PRIMARY KEY,
  job_id BIGINT NOT NULL REFERENCES sys_jobs(id) ON DELETE CASCADE,
  attempt INT NOT NULL,
  worker TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'committed', 'failed', 'timed_out', 'cancelled', 'lost')),
  started_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  heartbeat_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  ended_at TIMESTAMPTZ,
  error TEXT
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE UNIQUE INDEX sys_job_runs_one ON sys_job_runs (job_id) WHERE state = 'running';
CREATE INDEX sys_job_runs_job ON sys_job_runs (job_id, attempt);

-- Dead letters: what failed for good, kept 90 days with everything that is needed to try again.
CREATE TABLE sys_dead_jobs (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  job_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  lane SMALLINT NOT NULL,
  v SMALLINT NOT NULL,
  payload JSONB NOT NULL,
  principal TEXT,
  user_id BIGINT REFERENCES sys_users(id),
  api_key_id BIGINT REFERENCES sys_api_keys(id),
  locale TEXT NOT NULL DEFAULT 'zh-Hant',
  request_id TEXT,
  attempts INT NOT NULL,
  problem JSONB NOT NULL,
  trace TEXT,
  died_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  state TEXT NOT NULL DEFAULT 'dead' CHECK (state IN ('dead', 'retried', 'discarded')),
  decided_at TIMESTAMPTZ,
  decided_by BIGINT REFERENCES sys_users(id),
  decided_reason TEXT,
  retried_as BIGINT
);
CREATE INDEX sys_dead_jobs_of_job ON sys_dead_jobs (job_id);
CREATE INDEX sys_dead_jobs_open ON sys_dead_jobs (died_at DESC, id DESC) WHERE state = 'dead';

-- The timetable's memory: one row an entry of apps/worker/src/schedule.ts. `expected_by` in the past = somebody should look.
CREATE TABLE sys_schedules (
  name TEXT PRIMARY KEY,
  cadence TEXT NOT NULL,
  last_slot TIMESTAMPTZ,
  next_at TIMESTAMPTZ,
  last_started_at TIMESTAMPTZ,
  last_finished_at TIMESTAMPTZ,
  last_success_at TIMESTAMPTZ,
  last_outcome TEXT CHECK (last_outcome IN ('running', 'done', 'failed')),
  last_result BIGINT,
  last_error TEXT,
  last_job_id BIGINT,
  expected_by TIMESTAMPTZ NOT NULL,
  worker TEXT,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

-- Choices of the tenant that are no secret. Each key belongs to one library, which validates its value.
CREATE TABLE sys_settings (
  key TEXT PRIMARY KEY,
  value JSONB NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_by BIGINT REFERENCES sys_users(id),
  row_version INT NOT NULL DEFAULT 1
);

-- One open row for the same trouble, however often it is reported.
CREATE TABLE sys_alerts (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  code TEXT NOT NULL,
  subject TEXT NOT NULL DEFAULT '',
  pages BOOLEAN NOT NULL,
  data JSONB NOT NULL DEFAULT '{}',
  times BIGINT NOT NULL DEFAULT 1,
  first_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  last_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  notified_at TIMESTAMPTZ,
  digested_at TIMESTAMPTZ,
  acknowledged_at TIMESTAMPTZ,
  acknowledged_by BIGINT REFERENCES sys_users(id),
  resolved_at TIMESTAMPTZ,
  recovery_notified_at TIMESTAMPTZ,
  -- Channels that the page, or later its end, has not reached although others have it.
  owed_to UUID[] NOT NULL DEFAULT '{}',
  closed_by BIGINT REFERENCES sys_users(id),
  close_reason TEXT
);
CREATE UNIQUE INDEX sys_alerts_open ON sys_alerts (code, subject) WHERE resolved_at IS NULL;
CREATE INDEX sys_alerts_time ON sys_alerts (last_at DESC, id DESC);
-- Looked at every 5 s: ends that somebody still has to be told of.
CREATE INDEX sys_alerts_end_untold ON sys_alerts (resolved_at) WHERE pages AND notified_at IS NOT NULL AND (recovery_notified_at IS NULL OR owed_to <> '{}');

-- Where alerts go. `secret_enc` holds what the target needs besides its address, encrypted.
CREATE TABLE sys_alert_channels (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  kind TEXT NOT NULL CHECK (kind IN ('smtp', 'webhook', 'syslog')),
  name TEXT NOT NULL,
  target TEXT NOT NULL,
  options JSONB NOT NULL DEFAULT '{}',
  secret_enc TEXT,
  takes_pages BOOLEAN NOT NULL DEFAULT true,
  takes_digest BOOLEAN NOT NULL DEFAULT true,
  active BOOLEAN NOT NULL DEFAULT true,
  last_success_at TIMESTAMPTZ,
  last_failure_at TIMESTAMPTZ,
  last_error TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1,
  deleted_at TIMESTAMPTZ
);

-- True hourly percentiles (R14): made from the sum of the minutes' histograms, which stay here to be added up further.
CREATE TABLE sys_api_latency_hourly (
  hour TIMESTAMPTZ NOT NULL,
  route TEXT NOT NULL,
  sla_class TEXT NOT NULL,
  n BIGINT NOT NULL,
  p50_us BIGINT NOT NULL,
  p95_us BIGINT NOT NULL,
  p99_us BIGINT NOT NULL,
  max_us BIGINT NOT NULL,
  timeouts BIGINT NOT NULL DEFAULT 0,
  errors BIGINT NOT NULL DEFAULT 0,
  breached BOOLEAN NOT NULL DEFAULT false,
  buckets JSONB NOT NULL,
  PRIMARY KEY (hour, route)
);

-- The key that took over from this one: a key is rotated once.
ALTER TABLE sys_api_keys ADD COLUMN replaced_by BIGINT REFERENCES sys_api_keys(id);

GRANT SELECT, INSERT, UPDATE, DELETE ON sys_jobs, sys_job_runs, sys_dead_jobs, sys_schedules, sys_settings TO anwen_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON sys_alerts, sys_alert_channels, sys_api_latency_hourly TO anwen_app;
GRANT DELETE ON sys_ops_reports TO anwen_app;
