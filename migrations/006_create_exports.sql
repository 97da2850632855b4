-- 006 create exports: files that reports have made, their timetable, and saved parameters.
-- Locks: none that matter (new tables). Breaking: no.
-- The file itself lies in the storage under file_key; the row says what it is, whose it is and when it goes.

CREATE TABLE report_schedules (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  user_id BIGINT NOT NULL REFERENCES sys_users(id),
  name TEXT NOT NULL,
  report TEXT NOT NULL,
  format TEXT NOT NULL CHECK (format IN ('xlsx', 'csv', 'pdf')),
  params JSONB NOT NULL DEFAULT '{}',
  locale TEXT NOT NULL,
  -- Five fields, in the tenant's time zone.
  cron TEXT NOT NULL,
  mail_to TEXT[] NOT NULL DEFAULT '{}',
  webhook BOOLEAN NOT NULL DEFAULT false,
  active BOOLEAN NOT NULL DEFAULT true,
  next_at TIMESTAMPTZ,
  last_at TIMESTAMPTZ,
  last_state TEXT CHECK (last_state IN ('running', 'delivered', 'failed')),
  last_error TEXT,
  -- The job of the slot before: what it did not live to tell, the next look finds out. No foreign key: jobs leave.
  last_job_id BIGINT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1,
  deleted_at TIMESTAMPTZ,
  CHECK (cardinality(mail_to) > 0 OR webhook)
);
CREATE INDEX report_schedules_due ON report_schedules (next_at) WHERE active AND deleted_at IS NULL;
-- How many of one person's came within the hour, deleted ones included.
CREATE INDEX report_schedules_staged ON report_schedules (user_id, last_at);
CREATE INDEX report_schedules_of_user ON report_schedules (user_id, id DESC) WHERE deleted_at IS NULL;

CREATE TABLE report_exports (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  user_id BIGINT NOT NULL REFERENCES sys_users(id),
  -- No foreign key: jobs leave after seven days, files may stay longer.
  job_id BIGINT,
  job_public_id UUID,
  schedule_id BIGINT REFERENCES report_schedules(id),
  -- The schedule's slot: a repeated run finds what the first one has done.
  slot TIMESTAMPTZ,
  report TEXT NOT NULL,
  format TEXT NOT NULL CHECK (format IN ('xlsx', 'csv', 'pdf')),
  params JSONB NOT NULL DEFAULT '{}',
  locale TEXT NOT NULL,
  -- What the file shows: whoever has lost this reach since may not download it.
  scope JSONB,
  with_cost BOOLEAN NOT NULL DEFAULT false,
  file_key TEXT,
  file_name TEXT,
  content_type TEXT,
  bytes BIGINT,
  rows BIGINT,
  sha256 TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  ready_at TIMESTAMPTZ,
  expires_at TIMESTAMPTZ,
  mailed_at TIMESTAMPTZ,
  -- Recipients that the mail server would not take.
  mail_refused TEXT[] NOT NULL DEFAULT '{}',
  -- The webhooks were told.
  announced_at TIMESTAMPTZ,
  -- Deleted by its owner, or its time is over and the file is gone.
  removed_at TIMESTAMPTZ,
  expired_at TIMESTAMPTZ,
  UNIQUE (schedule_id, slot),
  CHECK ((file_key IS NULL) OR (ready_at IS NOT NULL AND expires_at IS NOT NULL))
);
CREATE INDEX report_exports_of_user ON report_exports (user_id, id DESC) WHERE removed_at IS NULL;
CREATE INDEX report_exports_files ON report_exports (expires_at) WHERE file_key IS NOT NULL;
CREATE UNIQUE INDEX report_exports_key ON report_exports (file_key) WHERE file_key IS NOT NULL;

CREATE TABLE report_presets (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  user_id BIGINT NOT NULL REFERENCES sys_users(id),
  report TEXT NOT NULL,
  name TEXT NOT NULL,
  params JSONB NOT NULL DEFAULT '{}',
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  UNIQUE (user_id, report, name)
);

GRANT SELECT, INSERT, UPDATE ON report_exports, report_schedules TO anwen_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON report_presets TO anwen_app;
-- Rows of files that are long gone leave with the retention.
GRANT DELETE ON report_exports TO anwen_app;
