-- 017 create production: work orders with their frozen materials and operations, what was used up, and production reports.
-- Locks: ACCESS EXCLUSIVE on work_orders and production_reports for an instant (nothing has written to them before). Breaking: no.
-- Quantities are in base units.

CREATE FUNCTION scope_work_centers() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(string_to_array(nullif(current_setting('anwen.work_centers', true), ''), ',')::bigint[], '{}') $$;

ALTER TABLE work_orders
  ADD COLUMN warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  -- Where the material of hand-issued and unplaced lines stands, and where the good pieces go.
  ADD COLUMN supply_location_id BIGINT REFERENCES locations(id),
  ADD COLUMN output_location_id BIGINT REFERENCES locations(id),
  ADD COLUMN bom_id BIGINT REFERENCES boms(id),
  ADD COLUMN bom_version INT,
  ADD COLUMN routing_version INT,
  -- What an order falls back to when a hold ends.
  ADD COLUMN held_from TEXT CHECK (held_from IN ('released', 'in_progress')),
  ADD COLUMN priority SMALLINT NOT NULL DEFAULT 5 CHECK (priority BETWEEN 1 AND 9),
  ADD COLUMN starts_on DATE,
  ADD COLUMN over_pct NUMERIC(6,3) NOT NULL DEFAULT 0 CHECK (over_pct BETWEEN 0 AND 1000),
  ADD COLUMN lot_policy TEXT NOT NULL DEFAULT 'per_order' CHECK (lot_policy IN ('none', 'per_order', 'per_report')),
  ADD COLUMN target_lot TEXT,
  ADD COLUMN parent_id BIGINT REFERENCES work_orders(id),
  -- What asked for it: a sales order line, a suggestion of a planning run, another system.
  ADD COLUMN source_type TEXT,
  ADD COLUMN source_ref TEXT,
  ADD COLUMN external_ref TEXT UNIQUE,
  ADD COLUMN note TEXT,
  ADD COLUMN end_reason TEXT,
  -- Sums of the reports that count (I-14): written by the trigger below alone, the application has no right to them.
  ADD COLUMN qty_good NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (qty_good >= 0),
  ADD COLUMN qty_scrap NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (qty_scrap >= 0),
  ADD COLUMN qty_rework NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (qty_rework >= 0),
  -- Standard cost of one unit at release: material by the frozen bill, time by the frozen routing.
  ADD COLUMN standard_material NUMERIC(18,6),
  ADD COLUMN standard_time NUMERIC(18,6),
  -- Work centres of the frozen routing, for the scope of people who may see only theirs.
  ADD COLUMN work_center_ids BIGINT[] NOT NULL DEFAULT '{}',
  ADD COLUMN created_by TEXT NOT NULL,
  ADD COLUMN released_at TIMESTAMPTZ,
  ADD COLUMN started_at TIMESTAMPTZ,
  ADD COLUMN completed_at TIMESTAMPTZ,
  ADD COLUMN closed_at TIMESTAMPTZ,
  ADD CONSTRAINT work_orders_state_check
    CHECK (state IN ('draft', 'planned', 'released', 'in_progress', 'on_hold', 'completed', 'closed', 'cancelled')),
  ADD CONSTRAINT work_orders_held_check CHECK ((state = 'on_hold') = (held_from IS NOT NULL));
CREATE INDEX work_orders_warehouse ON work_orders (warehouse_id, id DESC);
CREATE INDEX work_orders_item ON work_orders (item_id, id DESC);
CREATE INDEX work_orders_open ON work_orders (state, due_on, id) WHERE state NOT IN ('closed', 'cancelled');
CREATE INDEX work_orders_parent ON work_orders (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX work_orders_source ON work_orders (source_type, source_ref) WHERE source_ref IS NOT NULL;
ALTER TABLE work_orders SET (fillfactor = 85);

-- The bill as it was at release. `consumed` = issued + backflushed - returned, written by the trigger of wo_consumptions.
CREATE TABLE wo_materials (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  work_order_id BIGINT NOT NULL REFERENCES work_orders(id),
  line_no INT NOT NULL CHECK (line_no > 0),
  item_id BIGINT NOT NULL REFERENCES items(id),
  -- The operation whose report uses it up; none = the last one.
  op_no INT,
  -- Per unit of the product before scrap, unrounded: a third of a box stays a third.
  per_unit NUMERIC(38,18) NOT NULL CHECK (per_unit >= 0),
  -- Once an order, however many are made.
  fixed_qty NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (fixed_qty >= 0),
  scrap_pct NUMERIC(9,6) NOT NULL DEFAULT 0 CHECK (scrap_pct BETWEEN 0 AND 1000),
  issue_method TEXT NOT NULL CHECK (issue_method IN ('manual', 'pick', 'backflush')),
  required NUMERIC(18,6) NOT NULL CHECK (required >= 0),
  consumed NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (consumed >= 0),
  location_id BIGINT REFERENCES locations(id),
  bom_line_id BIGINT,
  -- The line that this one stands in for, and how much of it replaces one unit of that.
  substitute_of BIGINT REFERENCES wo_materials(id),
  substitute_ratio NUMERIC(18,9) CHECK (substitute_ratio > 0),
  UNIQUE (work_order_id, line_no)
) WITH (fillfactor = 85);
CREATE INDEX wo_materials_item ON wo_materials (item_id);

CREATE TABLE wo_operations (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  work_order_id BIGINT NOT NULL REFERENCES work_orders(id),
  op_no INT NOT NULL CHECK (op_no > 0),
  name TEXT NOT NULL,
  work_center_id BIGINT NOT NULL REFERENCES work_centers(id),
  setup_s NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (setup_s >= 0),
  -- Seconds a unit.
  run_s NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (run_s >= 0),
  queue_s NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (queue_s >= 0),
  report_point BOOLEAN NOT NULL DEFAULT true,
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'ready', 'running', 'paused', 'done', 'skipped')),
  -- Sums of the reports that count: written by the trigger below.
  good NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (good >= 0),
  scrap NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (scrap >= 0),
  rework NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (rework >= 0),
  planned_start TIMESTAMPTZ,
  planned_end TIMESTAMPTZ,
  started_at TIMESTAMPTZ,
  ended_at TIMESTAMPTZ,
  skip_reason TEXT,
  UNIQUE (work_order_id, op_no)
) WITH (fillfactor = 85);
CREATE INDEX wo_operations_center ON wo_operations (work_center_id, state) WHERE state IN ('pending', 'ready', 'running', 'paused');

-- Who worked on an operation and when, by the server's clock. Open while somebody is at it.
CREATE TABLE wo_operation_runs (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  operation_id BIGINT NOT NULL REFERENCES wo_operations(id),
  operator_id BIGINT REFERENCES sys_users(id),
  operator_name TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'run' CHECK (kind IN ('setup', 'run')),
  started_at TIMESTAMPTZ NOT NULL,
  ended_at TIMESTAMPTZ,
  CHECK (ended_at IS NULL OR ended_at >= started_at)
);
CREATE UNIQUE INDEX wo_operation_runs_open ON wo_operation_runs (operation_id, operator_id) WHERE ended_at IS NULL;
CREATE INDEX wo_operation_runs_operation ON wo_operation_runs (operation_id);

-- Facts: never changed, never deleted. A wrong one is superseded by another, which counts instead of it.
ALTER TABLE production_reports
  ADD COLUMN warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  ADD COLUMN operation_id BIGINT REFERENCES wo_operations(id),
  ADD COLUMN rework NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (rework >= 0),
  -- The order's own output: a report on an earlier operation makes no stock.
  ADD COLUMN is_final BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN scrap_reason_id BIGINT REFERENCES reason_codes(id),
  ADD COLUMN rework_reason_id BIGINT REFERENCES reason_codes(id),
  ADD COLUMN output_lot_id BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN serial_ids BIGINT[] NOT NULL DEFAULT '{}',
  ADD COLUMN supersedes_id BIGINT UNIQUE REFERENCES production_reports(id),
  ADD COLUMN operator_name TEXT NOT NULL,
  ADD COLUMN operator_id BIGINT REFERENCES sys_users(id),
  ADD COLUMN device_id BIGINT,
  ADD COLUMN note TEXT,
  -- Public ids of the postings, because the ledger is archived by month.
  ADD COLUMN output_posting UUID,
  ADD COLUMN material_posting UUID;
CREATE INDEX production_reports_order ON production_reports (work_order_id, id);
CREATE INDEX production_reports_operation ON production_reports (operation_id) WHERE operation_id IS NOT NULL;
CREATE INDEX production_reports_posted ON production_reports USING brin (posted_at);

-- What went in and what came back (`qty` below zero), one row a key of the posting. Facts.
CREATE TABLE wo_consumptions (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  work_order_id BIGINT NOT NULL REFERENCES work_orders(id),
  material_id BIGINT NOT NULL REFERENCES wo_materials(id),
  report_id BIGINT REFERENCES production_reports(id),
  kind TEXT NOT NULL CHECK (kind IN ('issue', 'backflush', 'return', 'reversal')),
  item_id BIGINT NOT NULL REFERENCES items(id),
  lot_id BIGINT NOT NULL DEFAULT 0,
  serial_id BIGINT NOT NULL DEFAULT 0,
  location_id BIGINT NOT NULL,
  qty NUMERIC(18,6) NOT NULL CHECK (qty <> 0),
  -- Signed like the quantity.
  value NUMERIC(18,4) NOT NULL DEFAULT 0,
  posting UUID NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX wo_consumptions_order ON wo_consumptions (work_order_id, item_id);

-- Totals follow the facts in the same statement, whoever writes them.
CREATE FUNCTION production_report_counts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  UPDATE work_orders w
     SET qty_good = w.qty_good + s.good, qty_scrap = w.qty_scrap + s.scrap, qty_rework = w.qty_rework + s.rework, updated_at = now(), row_version = w.row_version + 1
    FROM (SELECT work_order_id, sum(good) FILTER (WHERE is_final) AS good, sum(scrap) AS scrap, sum(rework) AS rework FROM (
            SELECT work_order_id, is_final, good, scrap, rework FROM fresh
            UNION ALL SELECT o.work_order_id, o.is_final, -o.good, -o.scrap, -o.rework FROM fresh f JOIN production_reports o ON o.id = f.supersedes_id) AS change
           GROUP BY work_order_id) AS t
    CROSS JOIN LATERAL (SELECT coalesce(t.good, 0) AS good, t.scrap, t.rework) AS s
   WHERE w.id = t.work_order_id;
  UPDATE wo_operations p
     SET good = p.good + s.good, scrap = p.scrap + s.scrap, rework = p.rework + s.rework
    FROM (SELECT operation_id, sum(good) AS good, sum(scrap) AS scrap, sum(rework) AS rework FROM (
            SELECT operation_id, good, scrap, rework FROM fresh WHERE operation_id IS NOT NULL
            UNION ALL SELECT o.operation_id, -o.good, -o.scrap, -o.rework FROM fresh f JOIN production_reports o ON o.id = f.supersedes_id
                       WHERE o.operation_id IS NOT NULL) AS change
           GROUP BY operation_id) AS s
   WHERE p.id = s.operation_id;
  RETURN NULL;
END $$;
CREATE TRIGGER production_report_counts AFTER INSERT ON production_reports REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION production_report_counts();

CREATE FUNCTION wo_consumption_counts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  UPDATE wo_materials m SET consumed = m.consumed + s.qty
    FROM (SELECT material_id, sum(qty) AS qty FROM fresh GROUP BY material_id) AS s WHERE m.id = s.material_id;
  RETURN NULL;
END $$;
CREATE TRIGGER wo_consumption_counts AFTER INSERT ON wo_consumptions REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION wo_consumption_counts();

-- Rights: facts are only added, totals are only counted.
REVOKE UPDATE ON work_orders FROM anwen_app;
GRANT UPDATE (qty_planned, state, due_on, updated_at, row_version, warehouse_id, supply_location_id, output_location_id, bom_id, bom_version, routing_version,
  held_from, priority, starts_on, over_pct, lot_policy, target_lot, parent_id, source_type, source_ref, external_ref, note, end_reason, standard_material,
  standard_time, work_center_ids, released_at, started_at, completed_at, closed_at) ON work_orders TO anwen_app;
GRANT SELECT, INSERT ON wo_materials, wo_operations, wo_operation_runs, wo_consumptions TO anwen_app;
-- The bill stays as it was frozen; how much of it this order still stands for changes by splits and substitutes.
GRANT UPDATE (required) ON wo_materials TO anwen_app;
GRANT UPDATE (state, planned_start, planned_end, started_at, ended_at, skip_reason) ON wo_operations TO anwen_app;
GRANT UPDATE (ended_at) ON wo_operation_runs TO anwen_app;

-- Orders are seen by their warehouse or by one of their work centres; their parts by the order.
ALTER TABLE work_orders ENABLE ROW LEVEL SECURITY; ALTER TABLE work_orders FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON work_orders USING ((SELECT scope_is_all()) OR warehouse_id = ANY ((SELECT scope_document_warehouses())::bigint[])
  OR work_center_ids && (SELECT scope_work_centers())::bigint[]);
ALTER TABLE wo_materials ENABLE ROW LEVEL SECURITY; ALTER TABLE wo_materials FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON wo_materials USING ((SELECT scope_is_all()) OR EXISTS (SELECT FROM work_orders w WHERE w.id = work_order_id));
ALTER TABLE wo_operations ENABLE ROW LEVEL SECURITY; ALTER TABLE wo_operations FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON wo_operations USING ((SELECT scope_is_all()) OR work_center_id = ANY ((SELECT scope_work_centers())::bigint[])
  OR EXISTS (SELECT FROM work_orders w WHERE w.id = work_order_id));
ALTER TABLE wo_operation_runs ENABLE ROW LEVEL SECURITY; ALTER TABLE wo_operation_runs FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON wo_operation_runs USING ((SELECT scope_is_all()) OR EXISTS (SELECT FROM wo_operations o WHERE o.id = operation_id));
ALTER TABLE production_reports ENABLE ROW LEVEL SECURITY; ALTER TABLE production_reports FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON production_reports USING ((SELECT scope_is_all()) OR warehouse_id = ANY ((SELECT scope_document_warehouses())::bigint[])
  OR EXISTS (SELECT FROM work_orders w WHERE w.id = work_order_id));
ALTER TABLE wo_consumptions ENABLE ROW LEVEL SECURITY; ALTER TABLE wo_consumptions FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON wo_consumptions USING ((SELECT scope_is_all()) OR EXISTS (SELECT FROM work_orders w WHERE w.id = work_order_id));
