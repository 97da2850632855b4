-- 007 create imports: sessions of the import wizard, their rows, and saved mappings.
-- Locks: none that matter (new tables). Breaking: no.
-- A session outlives the browser that began it: file, mapping, dry run and outcome are all here (kept 90 days).

CREATE TABLE import_sessions (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  type TEXT NOT NULL,
  file_name TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  -- Generated; the name that the person gave is never a path.
  storage_key TEXT NOT NULL UNIQUE,
  format TEXT NOT NULL CHECK (format IN ('csv', 'xlsx')),
  encoding TEXT,
  delimiter TEXT,
  sheet TEXT,
  sheets JSONB NOT NULL DEFAULT '[]',
  header_row INT NOT NULL DEFAULT 1 CHECK (header_row BETWEEN 1 AND 100),
  header JSONB NOT NULL DEFAULT '[]',
  sample JSONB NOT NULL DEFAULT '[]',
  -- column key -> position in the header, or null
  mapping JSONB NOT NULL DEFAULT '{}',
  mode TEXT NOT NULL DEFAULT 'upsert' CHECK (mode IN ('insert', 'update', 'upsert')),
  blank TEXT NOT NULL DEFAULT 'keep' CHECK (blank IN ('keep', 'clear')),
  on_error TEXT NOT NULL DEFAULT 'all_or_nothing' CHECK (on_error IN ('all_or_nothing', 'skip_errors')),
  state TEXT NOT NULL DEFAULT 'uploaded'
    CHECK (state IN ('uploaded', 'validating', 'validated', 'committing', 'committed', 'failed', 'rolling_back', 'rolled_back')),
  -- No foreign key: finished jobs are swept after days, the session stays.
  job_id BIGINT,
  job_public_id UUID,
  -- {new, changed, unchanged, error} of the last dry run
  counts JSONB,
  problem JSONB,
  created_by BIGINT NOT NULL REFERENCES sys_users(id),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  committed_at TIMESTAMPTZ,
  row_version INT NOT NULL DEFAULT 1
);
CREATE INDEX import_sessions_of_user ON import_sessions (created_by, id DESC);
-- The same file again: asked at every look at a session.
CREATE INDEX import_sessions_file ON import_sessions (sha256, type);
CREATE INDEX import_sessions_age ON import_sessions (created_at);

-- One row of the file, as the last dry run judged it. `applied_at` commits together with the row's effect: a run that was
-- killed continues behind it and never doubles.
CREATE TABLE import_rows (
  session_id BIGINT NOT NULL REFERENCES import_sessions(id) ON DELETE CASCADE,
  line INT NOT NULL,
  -- Rows that belong together (the lines of a bill) share it; they are applied together or not at all.
  unit TEXT NOT NULL,
  key TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('new', 'changed', 'unchanged', 'error')),
  -- The row as it stood in the file, for the errors file.
  original JSONB NOT NULL,
  -- Text by column, and the same in the product's own writing.
  cells JSONB NOT NULL,
  values JSONB NOT NULL,
  changes JSONB NOT NULL DEFAULT '[]',
  errors JSONB NOT NULL DEFAULT '[]',
  -- What the row stands for, and the version that the dry run saw; a later one is not overwritten.
  target UUID,
  target_version INT,
  fixed_at TIMESTAMPTZ,
  applied_at TIMESTAMPTZ,
  -- What the commit made or changed, and its version then; a later one stands in the way of a rollback.
  result UUID,
  result_version INT,
  PRIMARY KEY (session_id, line)
);
CREATE INDEX import_rows_status ON import_rows (session_id, status, line);
CREATE INDEX import_rows_unit ON import_rows (session_id, unit);
CREATE INDEX import_rows_key ON import_rows (session_id, key);

CREATE TABLE import_mappings (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  -- column key -> text of the header
  headers JSONB NOT NULL,
  created_by BIGINT NOT NULL REFERENCES sys_users(id),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  UNIQUE (type, name)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON import_sessions, import_rows, import_mappings TO anwen_app;
