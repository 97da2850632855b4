-- 008 create retention: how long what stays, archives and their proof, and the memory of the slow log.
-- Locks: none that matter (new tables; settings of tables are changed under SHARE UPDATE EXCLUSIVE). Breaking: no.

-- R6.3 in days. The bounds are the plan's: the application may move within them and cannot change them.
CREATE TABLE sys_retention_policies (
  key TEXT PRIMARY KEY,
  position SMALLINT NOT NULL,
  online_days INT NOT NULL,
  online_min INT NOT NULL,
  online_max INT NOT NULL,
  -- How long the archive file is kept after it was written; null = what goes is gone.
  archive_days INT,
  archive_min INT,
  archive_max INT,
  active BOOLEAN NOT NULL DEFAULT true,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_by BIGINT REFERENCES sys_users(id),
  row_version INT NOT NULL DEFAULT 1,
  CONSTRAINT sys_retention_online CHECK (online_days BETWEEN online_min AND online_max),
  CONSTRAINT sys_retention_archive CHECK (archive_days BETWEEN archive_min AND archive_max),
  CHECK (num_nulls(archive_days, archive_min, archive_max) IN (0, 3))
);
INSERT INTO sys_retention_policies (key, position, online_days, online_min, online_max, archive_days, archive_min, archive_max) VALUES
  ('inventory.movements', 1, 731, 731, 3653, 2557, 1826, 5479),
  ('audit.logs', 2, 731, 365, 3653, 3653, 3653, 7305),
  ('webhooks.deliveries', 3, 90, 90, 365, 365, 365, 3653),
  ('exports.files', 4, 30, 7, 30, NULL, NULL, NULL),
  ('imports.files', 5, 7, 1, 7, NULL, NULL, NULL),
  ('imports.sessions', 6, 90, 7, 365, NULL, NULL, NULL),
  ('idempotency.keys', 7, 0, 0, 7, NULL, NULL, NULL),
  ('jobs.finished', 8, 7, 7, 7, NULL, NULL, NULL),
  ('jobs.dead', 9, 90, 90, 365, NULL, NULL, NULL),
  ('outbox.relayed', 10, 7, 7, 90, NULL, NULL, NULL),
  ('sessions.ended', 11, 30, 1, 365, NULL, NULL, NULL),
  ('client_errors', 12, 90, 7, 365, NULL, NULL, NULL),
  ('latency.minutes', 13, 7, 2, 31, NULL, NULL, NULL),
  ('latency.hourly', 14, 400, 31, 1200, NULL, NULL, NULL),
  ('alerts.resolved', 15, 365, 30, 3653, NULL, NULL, NULL),
  ('slow_queries', 16, 35, 7, 400, NULL, NULL, NULL),
  ('ops.reports', 17, 400, 90, 3653, NULL, NULL, NULL);

-- One row a file in the storage that took over what left the database.
CREATE TABLE sys_archives (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  policy_key TEXT NOT NULL REFERENCES sys_retention_policies(key),
  source TEXT NOT NULL,
  period_start TIMESTAMPTZ NOT NULL,
  period_end TIMESTAMPTZ NOT NULL,
  -- verified: read back and proven, the rows may still be online · kept: the file is what there is (or the copy that was
  -- wanted) · expired: removed · void: lost or damaged before anything was deleted for it, so it counts as never written.
  state TEXT NOT NULL DEFAULT 'verified' CHECK (state IN ('verified', 'kept', 'expired', 'void')),
  file_key TEXT NOT NULL UNIQUE,
  manifest_key TEXT NOT NULL UNIQUE,
  manifest JSONB NOT NULL,
  rows BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  first_id BIGINT NOT NULL,
  last_id BIGINT NOT NULL,
  written_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  announced_at TIMESTAMPTZ,
  expired_at TIMESTAMPTZ
);
CREATE INDEX sys_archives_source ON sys_archives (source, period_start);
-- The file of a month of the ledger is the only place where its movements are: the application may end its life when its
-- time is over, and nothing else. Everything else about it is the owner's.
CREATE FUNCTION sys_archives_guard() RETURNS TRIGGER LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF pg_has_role((SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN RETURN NEW; END IF;
  IF NEW.policy_key = 'inventory.movements' AND (TG_OP = 'INSERT' OR (NEW.state <> OLD.state AND (OLD.state, NEW.state) <> ('kept', 'expired'))) THEN
    RAISE EXCEPTION 'archives of the ledger are written by the owner of the tables' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.state = 'expired' AND OLD.state <> 'expired'
     AND OLD.written_at >= now() - make_interval(days => (SELECT p.archive_days FROM sys_retention_policies p WHERE p.key = OLD.policy_key)) THEN
    RAISE EXCEPTION 'the time of this archive is not over' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sys_archives_guard BEFORE INSERT OR UPDATE ON sys_archives FOR EACH ROW EXECUTE FUNCTION sys_archives_guard();

-- What the proof of the ledger needs of a month that has left. Only the owner of the tables writes here: whoever could
-- as the application could let a month vanish. `detached_at` is set by the transaction that detaches the partition, so
-- at every moment a movement is either online or covered by the checkpoints, never both and never neither.
CREATE TABLE inventory_archives (
  archive_id BIGINT PRIMARY KEY REFERENCES sys_archives(id),
  partition TEXT NOT NULL UNIQUE,
  posted_from TIMESTAMPTZ NOT NULL,
  posted_to TIMESTAMPTZ NOT NULL CHECK (posted_to > posted_from),
  postings BIGINT NOT NULL,
  movements BIGINT NOT NULL,
  -- Over the movements' texts, without order; over the postings' hashes and headers, by id.
  movements_sum NUMERIC NOT NULL,
  contents_root BYTEA NOT NULL,
  headers_root BYTEA NOT NULL,
  last_effective_on DATE NOT NULL,
  detached_at TIMESTAMPTZ,
  dropped_at TIMESTAMPTZ
);
-- The last link of each balance key up to the end of the archived month.
CREATE TABLE inventory_checkpoints (
  archive_id BIGINT NOT NULL REFERENCES inventory_archives(archive_id),
  item_id BIGINT NOT NULL,
  location_id BIGINT NOT NULL,
  lot_id BIGINT NOT NULL,
  serial_id BIGINT NOT NULL,
  stock_status SMALLINT NOT NULL,
  seq BIGINT NOT NULL,
  after_qty NUMERIC(18,6) NOT NULL,
  PRIMARY KEY (archive_id, item_id, location_id, lot_id, serial_id, stock_status)
);
-- What the archived month did to the value of each item.
CREATE TABLE inventory_value_checkpoints (
  archive_id BIGINT NOT NULL REFERENCES inventory_archives(archive_id),
  item_id BIGINT NOT NULL,
  qty NUMERIC NOT NULL,
  value NUMERIC NOT NULL,
  PRIMARY KEY (archive_id, item_id)
);

-- How far each file of the server's log has been read. Only whole entries count, so nothing of them has to be kept here.
CREATE TABLE sys_log_tails (
  source TEXT NOT NULL,
  inode TEXT NOT NULL,
  file TEXT NOT NULL,
  position BIGINT NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (source, inode)
);

-- Slow statements by business day and shape. The text holds no literal and no parameter.
CREATE TABLE sys_slow_queries (
  day DATE NOT NULL,
  fingerprint TEXT NOT NULL,
  sql TEXT NOT NULL,
  calls BIGINT NOT NULL DEFAULT 0,
  timeouts BIGINT NOT NULL DEFAULT 0,
  total_ms DOUBLE PRECISION NOT NULL DEFAULT 0,
  max_ms DOUBLE PRECISION NOT NULL DEFAULT 0,
  first_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  last_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  -- When it last took longer than an alert allows.
  last_over_at TIMESTAMPTZ,
  alerted_at TIMESTAMPTZ,
  PRIMARY KEY (day, fingerprint)
);
CREATE INDEX sys_slow_queries_alerted ON sys_slow_queries (fingerprint, alerted_at) WHERE alerted_at IS NOT NULL;

-- Tables that only grow are vacuumed for their visibility map and their transaction ids after 5 % of new rows (SPEC-7.1).
ALTER TABLE sys_audit_logs SET (autovacuum_vacuum_insert_scale_factor = 0.05);
ALTER TABLE inventory_postings SET (autovacuum_vacuum_insert_scale_factor = 0.05);
-- A partitioned table has no such setting of its own: each month gets it when it is made.
CREATE OR REPLACE FUNCTION inventory_ensure_partitions(months_ahead INT DEFAULT 3) RETURNS INT
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  v_month DATE; v_name TEXT; v_made INT := 0;
BEGIN
  FOR i IN 0..least(months_ahead, 24) LOOP
    v_month := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => i))::date;
    v_name := 'inventory_movements_' || to_char(v_month, 'YYYY_MM');
    CONTINUE WHEN to_regclass(v_name) IS NOT NULL;
    EXECUTE format('CREATE TABLE %I PARTITION OF inventory_movements FOR VALUES FROM (%L) TO (%L) WITH (autovacuum_vacuum_insert_scale_factor = 0.05)', v_name,
      v_month::text || ' 00:00:00+00', (v_month + interval '1 month')::date::text || ' 00:00:00+00');
    v_made := v_made + 1;
  END LOOP;
  RETURN v_made;
END $$;
DO $$
DECLARE v_partition REGCLASS;
BEGIN
  FOR v_partition IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'inventory_movements'::regclass LOOP
    EXECUTE format('ALTER TABLE %s SET (autovacuum_vacuum_insert_scale_factor = 0.05)', v_partition);
  END LOOP;
END $$;

GRANT SELECT ON sys_retention_policies, sys_archives, inventory_archives, inventory_checkpoints, inventory_value_checkpoints TO anwen_app;
GRANT UPDATE (online_days, archive_days, active, updated_at, updated_by, row_version) ON sys_retention_policies TO anwen_app;
GRANT INSERT, UPDATE (state, announced_at, expired_at) ON sys_archives TO anwen_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON sys_log_tails, sys_slow_queries TO anwen_app;
