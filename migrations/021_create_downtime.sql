-- 021 create downtime: when a work centre stood still and why; operations of an order become ready by themselves.
-- Locks: ACCESS EXCLUSIVE on wo_operations and wo_operation_runs for an instant. Breaking: no.

CREATE TABLE downtime_events (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  work_center_id BIGINT NOT NULL REFERENCES work_centers(id),
  work_order_id BIGINT REFERENCES work_orders(id),
  started_at TIMESTAMPTZ NOT NULL CHECK (date_trunc('second', started_at) = started_at),
  ended_at TIMESTAMPTZ CHECK (date_trunc('second', ended_at) = ended_at),
  reason_id BIGINT REFERENCES reason_codes(id),
  planned BOOLEAN NOT NULL DEFAULT false,
  note TEXT,
  source TEXT NOT NULL DEFAULT 'manual' CHECK (source IN ('manual', 'auto')),
  -- The event that this one was cut off from.
  split_of_id BIGINT REFERENCES downtime_events(id),
  reported_by TEXT NOT NULL,
  reported_by_id BIGINT REFERENCES sys_users(id),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1,
  CHECK (ended_at IS NULL OR ended_at >= started_at),
  -- A work centre is down once at a time; an open event reaches into the future, so there is at most one of each kind. Planned
  -- and unplanned may lie over each other (a defect found during maintenance): then the planned one counts. Ranges of a single
  -- number stand for equality, which spares an extension.
  CONSTRAINT downtime_events_overlap EXCLUDE USING gist (
    int8range(work_center_id, work_center_id, '[]') WITH &&, int4range(planned::int, planned::int, '[]') WITH &&, tstzrange(started_at, ended_at) WITH &&)
);
-- The list goes back in time.
CREATE INDEX downtime_events_started ON downtime_events (started_at DESC, id DESC);
CREATE INDEX downtime_events_center ON downtime_events (work_center_id, started_at DESC);
CREATE INDEX downtime_events_order ON downtime_events (work_order_id) WHERE work_order_id IS NOT NULL;

GRANT SELECT, INSERT ON downtime_events TO anwen_app;
GRANT UPDATE (ended_at, reason_id, planned, note, updated_at, row_version) ON downtime_events TO anwen_app;

ALTER TABLE downtime_events ENABLE ROW LEVEL SECURITY; ALTER TABLE downtime_events FORCE ROW LEVEL SECURITY;
-- By where the work centre stands today: whoever has it now must be able to end a stop that began elsewhere.
CREATE POLICY scope ON downtime_events USING ((SELECT scope_is_all()) OR work_center_id = ANY ((SELECT scope_work_centers())::bigint[])
  OR work_center_id IN (SELECT c.id FROM work_centers c WHERE c.warehouse_id = ANY ((SELECT scope_document_warehouses())::bigint[])));

ALTER TABLE wo_operation_runs
  -- Why somebody stopped working on an operation.
  ADD COLUMN end_reason_id BIGINT REFERENCES reason_codes(id),
  -- The end by the clock, where somebody forgot to stop and it was put right.
  ADD COLUMN ended_before TIMESTAMPTZ,
  ADD COLUMN corrected_by TEXT,
  ADD COLUMN corrected_at TIMESTAMPTZ,
  ADD COLUMN correction_reason TEXT,
  ADD CHECK (num_nulls(ended_before, corrected_by, corrected_at, correction_reason) IN (0, 4) AND (ended_before IS NULL OR coalesce(ended_at < ended_before, false)));
GRANT UPDATE (end_reason_id, ended_before, corrected_by, corrected_at, correction_reason) ON wo_operation_runs TO anwen_app;
-- Effectiveness asks for everything that overlaps a shift, and for what was reported in it.
CREATE INDEX wo_operation_runs_span ON wo_operation_runs USING gist (tstzrange(started_at, ended_at));
CREATE INDEX production_reports_occurred ON production_reports USING brin (occurred_at);

-- An operation is ready when it is the first, or when the last one before it that is not skipped is done, has good pieces, or takes no
-- reports and was passed by pieces that were reported further on. It follows whoever writes these facts (a step of an operation, a report,
-- a correction), in the same statement. One that was begun is not taken back.
CREATE FUNCTION wo_operation_leads() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  UPDATE wo_operations n SET state = led.state
    FROM (SELECT o.id, CASE WHEN lag(o.state = 'done' OR o.good > 0 OR o.passed, 1, true) OVER (ORDER BY o.op_no) THEN 'ready' ELSE 'pending' END AS state
            FROM (SELECT p.id, p.op_no, p.state, p.good, NOT p.report_point AND coalesce(bool_or(p.good + p.scrap > 0) OVER later, false) AS passed
                    FROM wo_operations p WHERE p.work_order_id = NEW.work_order_id AND p.state <> 'skipped'
                  WINDOW later AS (ORDER BY p.op_no ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)) AS o) AS led
   WHERE n.id = led.id AND n.state IN ('pending', 'ready') AND n.state <> led.state;
  RETURN NULL;
END $$;
CREATE TRIGGER wo_operation_leads AFTER UPDATE ON wo_operations FOR EACH ROW
  WHEN ((OLD.state = 'skipped', OLD.state = 'done' OR OLD.good > 0, OLD.good + OLD.scrap > 0)
        IS DISTINCT FROM (NEW.state = 'skipped', NEW.state = 'done' OR NEW.good > 0, NEW.good + NEW.scrap > 0))
  EXECUTE FUNCTION wo_operation_leads();

CREATE FUNCTION wo_operation_first() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  UPDATE wo_operations o SET state = 'ready' FROM fresh f
   WHERE o.id = f.id AND o.state = 'pending' AND NOT EXISTS (SELECT FROM wo_operations e WHERE e.work_order_id = o.work_order_id AND e.op_no < o.op_no);
  RETURN NULL;
END $$;
CREATE TRIGGER wo_operation_first AFTER INSERT ON wo_operations REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION wo_operation_first();
