-- 022 create planning: how items are ordered, demand that people write down, and what planning runs have found.
-- Locks: none that matter (new tables). Breaking: no.
-- Quantities are in base units. The results of a run are its own: they are made in one go and removed in one go.

-- How an item gets into a warehouse. Without a warehouse: into every one that has no row of its own.
CREATE TABLE planning_parameters (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  item_id BIGINT NOT NULL REFERENCES items(id),
  warehouse_id BIGINT REFERENCES warehouses(id),
  policy TEXT NOT NULL CHECK (policy IN ('make', 'buy', 'move')),
  -- Working days from the decision to the goods.
  lead_time_days INT NOT NULL DEFAULT 0 CHECK (lead_time_days BETWEEN 0 AND 730),
  safety_stock NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (safety_stock >= 0),
  -- Below min an order is suggested, which fills up to max where there is one.
  min_qty NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (min_qty >= 0),
  max_qty NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (max_qty >= 0),
  lot_min NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (lot_min >= 0),
  lot_multiple NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (lot_multiple >= 0),
  supplier_id BIGINT REFERENCES partners(id),
  source_warehouse_id BIGINT REFERENCES warehouses(id),
  updated_by TEXT NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1,
  UNIQUE NULLS NOT DISTINCT (item_id, warehouse_id),
  CHECK (max_qty = 0 OR max_qty >= greatest(min_qty, safety_stock)),
  CHECK (policy <> 'move' OR source_warehouse_id IS NOT NULL),
  CHECK (source_warehouse_id <> warehouse_id)
);

-- What sales orders do not say: forecasts, and what somebody knows.
CREATE TABLE planning_demands (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  source TEXT NOT NULL CHECK (source IN ('manual', 'forecast')),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'cancelled')),
  item_id BIGINT NOT NULL REFERENCES items(id),
  warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  due_on DATE NOT NULL,
  priority SMALLINT NOT NULL DEFAULT 5 CHECK (priority BETWEEN 1 AND 9),
  note TEXT,
  created_by TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);
CREATE INDEX planning_demands_open ON planning_demands (due_on, id) WHERE state = 'open';
CREATE INDEX planning_demands_item ON planning_demands (item_id, warehouse_id, due_on) WHERE state = 'open';

CREATE TABLE planning_runs (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  -- What was asked for: empty = every warehouse in reach. Filled with those that were planned.
  warehouse_ids BIGINT[] NOT NULL DEFAULT '{}',
  horizon_days INT NOT NULL CHECK (horizon_days BETWEEN 1 AND 730),
  include_forecast BOOLEAN NOT NULL DEFAULT true,
  -- The day that the plan was made for, and the last one that it looked at.
  planned_on DATE,
  until_on DATE,
  job_id BIGINT,
  job_public_id UUID,
  problem JSONB,
  requested_by TEXT NOT NULL,
  -- Nobody hears of a failure twice, and nobody not at all.
  alarmed_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  started_at TIMESTAMPTZ,
  finished_at TIMESTAMPTZ,
  CHECK ((state IN ('done', 'failed', 'cancelled')) = (finished_at IS NOT NULL))
);
CREATE UNIQUE INDEX planning_runs_job ON planning_runs (job_id) WHERE job_id IS NOT NULL;

CREATE TABLE planning_suggestions (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  run_id BIGINT NOT NULL REFERENCES planning_runs(id) ON DELETE CASCADE,
  -- Its name within the run, which the pegs say.
  seq INT NOT NULL CHECK (seq > 0),
  kind TEXT NOT NULL CHECK (kind IN ('make', 'buy', 'move', 'reschedule', 'cancel')),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'dismissed')),
  item_id BIGINT NOT NULL REFERENCES items(id),
  warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  from_warehouse_id BIGINT REFERENCES warehouses(id),
  supplier_id BIGINT REFERENCES partners(id),
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  need_on DATE,
  release_on DATE,
  due_on DATE,
  exception TEXT CHECK (exception IN ('late', 'early', 'cancel')),
  -- The document that the advice is about, or that was made by accepting.
  document_type TEXT CHECK (document_type IN ('purchase_order', 'work_order', 'transfer')),
  document_id UUID,
  document_number TEXT,
  trace JSONB NOT NULL,
  decided_by TEXT,
  decided_at TIMESTAMPTZ,
  reason TEXT,
  row_version INT NOT NULL DEFAULT 1,
  UNIQUE (run_id, seq),
  CHECK ((state = 'open') = (decided_at IS NULL)),
  CHECK (kind NOT IN ('make', 'buy', 'move') OR (state = 'accepted') = (document_id IS NOT NULL)),
  CHECK (kind <> 'cancel' OR exception = 'cancel')
);
CREATE INDEX planning_suggestions_item ON planning_suggestions (item_id, warehouse_id);

-- Which supply serves which demand. A demand or supply that is a suggestion of the same run carries its seq.
CREATE TABLE planning_pegs (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id BIGINT NOT NULL REFERENCES planning_runs(id) ON DELETE CASCADE,
  item_id BIGINT NOT NULL,
  warehouse_id BIGINT NOT NULL,
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  demand_source TEXT NOT NULL,
  demand_key TEXT NOT NULL,
  demand_ref TEXT NOT NULL,
  demand_on DATE,
  demand_seq INT,
  supply_kind TEXT NOT NULL,
  supply_key TEXT NOT NULL,
  supply_ref TEXT NOT NULL,
  supply_on DATE,
  supply_seq INT
);
CREATE INDEX planning_pegs_supply ON planning_pegs (run_id, supply_seq) WHERE supply_seq IS NOT NULL;
CREATE INDEX planning_pegs_demand ON planning_pegs (run_id, demand_seq) WHERE demand_seq IS NOT NULL;
CREATE INDEX planning_pegs_demand_key ON planning_pegs (run_id, demand_key);

-- A run belongs to everybody who may see one of its warehouses; of its results each sees those of his own.
ALTER TABLE planning_runs ENABLE ROW LEVEL SECURITY; ALTER TABLE planning_runs FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON planning_runs USING ((SELECT scope_is_all()) OR warehouse_ids && (SELECT scope_document_warehouses())::bigint[]);
ALTER TABLE planning_suggestions ENABLE ROW LEVEL SECURITY; ALTER TABLE planning_suggestions FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON planning_suggestions USING ((SELECT scope_is_all()) OR warehouse_id = ANY ((SELECT scope_document_warehouses())::bigint[]));
ALTER TABLE planning_pegs ENABLE ROW LEVEL SECURITY; ALTER TABLE planning_pegs FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON planning_pegs USING ((SELECT scope_is_all()) OR warehouse_id = ANY ((SELECT scope_document_warehouses())::bigint[]));
ALTER TABLE planning_demands ENABLE ROW LEVEL SECURITY; ALTER TABLE planning_demands FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON planning_demands USING ((SELECT scope_is_all()) OR warehouse_id = ANY ((SELECT scope_document_warehouses())::bigint[]));
-- What holds everywhere is known to everybody who reaches anything, and changed by those who reach everything.
ALTER TABLE planning_parameters ENABLE ROW LEVEL SECURITY; ALTER TABLE planning_parameters FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON planning_parameters
  USING ((SELECT scope_is_all()) OR (warehouse_id IS NULL AND (SELECT scope_is_set())) OR warehouse_id = ANY ((SELECT scope_document_warehouses())::bigint[]))
  WITH CHECK ((SELECT scope_is_all()) OR warehouse_id = ANY ((SELECT scope_document_warehouses())::bigint[]));

GRANT SELECT, INSERT, UPDATE ON planning_parameters, planning_demands, planning_runs TO anwen_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON planning_suggestions TO anwen_app;
GRANT SELECT, INSERT, DELETE ON planning_pegs TO anwen_app;
GRANT DELETE ON planning_runs TO anwen_app;
-- What was said of a warehouse alone can be unsaid: then the item's own row counts there again.
GRANT DELETE ON planning_parameters TO anwen_app;
