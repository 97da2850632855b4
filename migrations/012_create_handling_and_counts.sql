-- 012 create handling and counts: transfers, adjustments, replenishment, cycle counts.
-- Locks: none that matter (new tables). Breaking: no.
-- Row-level security: a document belongs to its warehouse (a transfer to both of its warehouses); work at a place also to its zone.

-- Counting ------------------------------------------------------------------------------------------------------------
CREATE TABLE count_plans (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  name TEXT NOT NULL,
  scope JSONB NOT NULL,
  blind BOOLEAN NOT NULL DEFAULT true,
  frequency_days INT CHECK (frequency_days > 0),
  tolerance_abs NUMERIC(18,6) CHECK (tolerance_abs >= 0),
  tolerance_pct NUMERIC(9,3) CHECK (tolerance_pct >= 0),
  tolerance_value NUMERIC(18,4) CHECK (tolerance_value >= 0),
  recount_over_pct NUMERIC(9,3) CHECK (recount_over_pct >= 0),
  active BOOLEAN NOT NULL DEFAULT true,
  created_by BIGINT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);

CREATE TABLE count_sessions (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  number TEXT NOT NULL UNIQUE,
  warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  plan_id BIGINT REFERENCES count_plans(id),
  state TEXT NOT NULL DEFAULT 'planned'
    CHECK (state IN ('planned', 'open', 'counting', 'review', 'recount_requested', 'approved', 'posted', 'cancelled')),
  scope JSONB NOT NULL,
  -- Items that the count is about; null = whatever stands in its places. Settled when the session is opened.
  item_ids BIGINT[],
  blind BOOLEAN NOT NULL DEFAULT true,
  tolerance_abs NUMERIC(18,6) CHECK (tolerance_abs >= 0),
  tolerance_pct NUMERIC(9,3) CHECK (tolerance_pct >= 0),
  tolerance_value NUMERIC(18,4) CHECK (tolerance_value >= 0),
  recount_over_pct NUMERIC(9,3) CHECK (recount_over_pct >= 0),
  created_by BIGINT,
  created_by_name TEXT NOT NULL,
  approved_by BIGINT,
  approved_by_name TEXT,
  approved_at TIMESTAMPTZ,
  opened_at TIMESTAMPTZ,
  posted_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);
CREATE INDEX count_sessions_plan ON count_sessions (plan_id) WHERE plan_id IS NOT NULL;

-- One visit to one place. A place is in one session at a time: the correction of one count would look like work to the other.
CREATE TABLE count_tasks (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  session_id BIGINT NOT NULL REFERENCES count_sessions(id),
  warehouse_id BIGINT NOT NULL,
  zone_id BIGINT,
  location_id BIGINT NOT NULL REFERENCES locations(id),
  round INT NOT NULL DEFAULT 1 CHECK (round > 0),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'claimed', 'done', 'cancelled')),
  -- Rises when another person takes the work over and starts afresh; entries of earlier attempts no longer count.
  attempt INT NOT NULL DEFAULT 0,
  assignee_id BIGINT,
  assignee_name TEXT,
  lease_until TIMESTAMPTZ,
  finish_op_id UUID UNIQUE,
  finished_at TIMESTAMPTZ,
  UNIQUE (session_id, location_id, round)
);
CREATE INDEX count_tasks_location ON count_tasks (location_id) WHERE state IN ('open', 'claimed');

CREATE TABLE count_places (
  session_id BIGINT NOT NULL REFERENCES count_sessions(id),
  location_id BIGINT NOT NULL REFERENCES locations(id),
  warehouse_id BIGINT NOT NULL,
  live BOOLEAN NOT NULL DEFAULT true,
  PRIMARY KEY (session_id, location_id)
);
CREATE UNIQUE INDEX count_places_live ON count_places (location_id) WHERE live;

-- The movement sequence of every key of the place when its counter arrived: tells at the end what moved meanwhile.
CREATE TABLE count_sightings (
  task_id BIGINT NOT NULL REFERENCES count_tasks(id),
  attempt INT NOT NULL,
  warehouse_id BIGINT NOT NULL,
  location_id BIGINT NOT NULL,
  item_id BIGINT NOT NULL,
  lot_id BIGINT NOT NULL,
  serial_id BIGINT NOT NULL,
  stock_status SMALLINT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (task_id, attempt, item_id, lot_id, serial_id, stock_status)
);

-- What somebody saw, in base units, with the movement sequence of the key at that moment and what the book held then.
-- Lots and serial numbers by code: what is found may be known to nobody yet.
CREATE TABLE count_entries (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  task_id BIGINT NOT NULL REFERENCES count_tasks(id),
  session_id BIGINT NOT NULL REFERENCES count_sessions(id),
  attempt INT NOT NULL,
  warehouse_id BIGINT NOT NULL,
  zone_id BIGINT,
  location_id BIGINT NOT NULL,
  item_id BIGINT NOT NULL REFERENCES items(id),
  lot_code TEXT NOT NULL DEFAULT '',
  serial_code TEXT NOT NULL DEFAULT '',
  stock_status SMALLINT NOT NULL DEFAULT 0,
  -- Whether the counter said which bucket it is. If not, there is a row for each bucket of the place; that of the bucket
  -- "available" carries the quantity, and what the book held decides where it belongs.
  stated BOOLEAN NOT NULL DEFAULT true,
  qty NUMERIC(18,6) NOT NULL CHECK (qty >= 0),
  entered_qty NUMERIC(18,6) NOT NULL,
  entered_uom_id BIGINT NOT NULL REFERENCES uoms(id),
  seq BIGINT NOT NULL CHECK (seq >= 0),
  book NUMERIC(18,6) NOT NULL,
  -- The counter said "nothing else is here"; nobody entered it.
  implied BOOLEAN NOT NULL DEFAULT false,
  -- It moved between the counter's arrival and the end, and nobody entered it: says nothing about the stock.
  uncertain BOOLEAN NOT NULL DEFAULT false,
  client_op_id UUID NOT NULL,
  line_no INT NOT NULL,
  counter_id BIGINT NOT NULL,
  counter_name TEXT NOT NULL,
  device_id BIGINT,
  counted_at TIMESTAMPTZ NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (client_op_id, line_no)
);
CREATE INDEX count_entries_task ON count_entries (task_id, attempt);
CREATE INDEX count_entries_session ON count_entries (session_id);

-- One key of one finished round: what was counted against what the book held at that sequence.
CREATE TABLE count_lines (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  session_id BIGINT NOT NULL REFERENCES count_sessions(id),
  task_id BIGINT NOT NULL REFERENCES count_tasks(id),
  warehouse_id BIGINT NOT NULL,
  zone_id BIGINT,
  location_id BIGINT NOT NULL REFERENCES locations(id),
  round INT NOT NULL,
  -- A later round of the place has replaced it.
  superseded BOOLEAN NOT NULL DEFAULT false,
  item_id BIGINT NOT NULL REFERENCES items(id),
  lot_code TEXT NOT NULL,
  serial_code TEXT NOT NULL,
  stock_status SMALLINT NOT NULL,
  counted NUMERIC(18,6) NOT NULL,
  expected NUMERIC(18,6) NOT NULL,
  seq BIGINT NOT NULL,
  variance NUMERIC(18,6) NOT NULL GENERATED ALWAYS AS (counted - expected) STORED,
  unit_cost NUMERIC(18,6) NOT NULL,
  -- The key moved between two entries, or between arrival and "nothing else is here": counted in parts of different times.
  moved BOOLEAN NOT NULL,
  uncertain BOOLEAN NOT NULL,
  within_tolerance BOOLEAN NOT NULL,
  needs_recount BOOLEAN NOT NULL,
  counter_name TEXT NOT NULL,
  -- null until the posting decides: posted, conflict (a human must look), left (given up on by a human).
  decision TEXT CHECK (decision IN ('posted', 'conflict', 'left')),
  conflict TEXT,
  posting_id UUID,
  UNIQUE (session_id, round, location_id, item_id, lot_code, serial_code, stock_status)
);

CREATE INDEX count_lines_place ON count_lines (session_id, location_id) WHERE NOT superseded;

-- Transfers between warehouses ------------------------------------------------------------------------------------------
CREATE TABLE transfers (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  number TEXT NOT NULL UNIQUE,
  from_warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  to_warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  transit_id BIGINT REFERENCES locations(id),
  -- People of one warehouse do not see the other: what a document calls them is kept here.
  from_ref JSONB NOT NULL,
  to_ref JSONB NOT NULL,
  transit_ref JSONB,
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'in_transit', 'received', 'closed', 'cancelled')),
  note TEXT,
  created_by BIGINT,
  created_by_name TEXT NOT NULL,
  dispatched_at TIMESTAMPTZ,
  received_at TIMESTAMPTZ,
  adjustment_id BIGINT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1,
  CHECK (from_warehouse_id <> to_warehouse_id)
);
CREATE TABLE transfer_lines (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  transfer_id BIGINT NOT NULL REFERENCES transfers(id),
  from_warehouse_id BIGINT NOT NULL,
  to_warehouse_id BIGINT NOT NULL,
  line_no INT NOT NULL,
  item_id BIGINT NOT NULL REFERENCES items(id),
  lot_code TEXT,
  serials TEXT[] NOT NULL DEFAULT '{}',
  received_serials TEXT[] NOT NULL DEFAULT '{}',
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  received_qty NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (received_qty BETWEEN 0 AND qty),
  -- People of the other warehouse see the document but not the place itself: its names are kept here.
  from_location_id BIGINT NOT NULL REFERENCES locations(id),
  from_place JSONB NOT NULL,
  to_location_id BIGINT REFERENCES locations(id),
  to_place JSONB,
  UNIQUE (transfer_id, line_no)
);

-- Adjustments -------------------------------------------------------------------------------------------------------------
CREATE TABLE adjustments (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  number TEXT NOT NULL UNIQUE,
  warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  state TEXT NOT NULL CHECK (state IN ('pending_approval', 'posted', 'rejected', 'reversed')),
  reason_code TEXT NOT NULL REFERENCES reason_codes(code),
  note TEXT,
  value NUMERIC(18,4) NOT NULL,
  client_op_id UUID NOT NULL UNIQUE,
  requested_by BIGINT,
  requested_by_name TEXT NOT NULL,
  decided_by BIGINT,
  decided_by_name TEXT,
  decided_at TIMESTAMPTZ,
  decision_note TEXT,
  reversed_by BIGINT,
  reversed_by_name TEXT,
  reversed_at TIMESTAMPTZ,
  reversal_note TEXT,
  posting_id UUID,
  doc_type TEXT,
  doc_ref TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);
-- What a person has changed alone within a day counts against the limit.
CREATE INDEX adjustments_requester ON adjustments (requested_by, created_at) WHERE state = 'posted';
ALTER TABLE transfers ADD FOREIGN KEY (adjustment_id) REFERENCES adjustments(id);
CREATE TABLE adjustment_lines (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  adjustment_id BIGINT NOT NULL REFERENCES adjustments(id),
  warehouse_id BIGINT NOT NULL,
  line_no INT NOT NULL,
  item_id BIGINT NOT NULL REFERENCES items(id),
  location_id BIGINT NOT NULL REFERENCES locations(id),
  lot_code TEXT,
  serials TEXT[] NOT NULL DEFAULT '{}',
  stock_status SMALLINT NOT NULL DEFAULT 0,
  qty_change NUMERIC(18,6) NOT NULL CHECK (qty_change <> 0),
  value NUMERIC(18,4) NOT NULL,
  UNIQUE (adjustment_id, line_no)
);

-- Replenishment -----------------------------------------------------------------------------------------------------------
CREATE TABLE replenishment_rules (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  zone_id BIGINT,
  item_id BIGINT NOT NULL REFERENCES items(id),
  location_id BIGINT NOT NULL REFERENCES locations(id),
  min_qty NUMERIC(18,6) NOT NULL CHECK (min_qty >= 0),
  max_qty NUMERIC(18,6) NOT NULL CHECK (max_qty > 0),
  source_zone_id BIGINT REFERENCES zones(id),
  source_location_id BIGINT REFERENCES locations(id),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1,
  UNIQUE (item_id, location_id),
  CHECK (max_qty > min_qty),
  CHECK (source_zone_id IS NULL OR source_location_id IS NULL)
);
CREATE TABLE replenishment_tasks (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  -- Null once its rule was removed.
  rule_id BIGINT REFERENCES replenishment_rules(id) ON DELETE SET NULL,
  warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  zone_id BIGINT,
  item_id BIGINT NOT NULL REFERENCES items(id),
  location_id BIGINT NOT NULL REFERENCES locations(id),
  from_location_id BIGINT REFERENCES locations(id),
  lot_code TEXT,
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  done_qty NUMERIC(18,6) NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'claimed', 'done', 'cancelled')),
  assignee_id BIGINT,
  assignee_name TEXT,
  lease_until TIMESTAMPTZ,
  posting_id UUID,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  finished_at TIMESTAMPTZ
);
CREATE INDEX replenishment_tasks_rule ON replenishment_tasks (rule_id) WHERE rule_id IS NOT NULL;
CREATE INDEX replenishment_tasks_live ON replenishment_tasks (item_id, location_id) WHERE state IN ('open', 'claimed');

DO $$
DECLARE t TEXT;
BEGIN
  FOREACH t IN ARRAY ARRAY['count_plans', 'count_sessions', 'count_places', 'count_sightings', 'adjustments', 'adjustment_lines'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY scope ON %I USING ((SELECT scope_is_all()) OR warehouse_id = ANY ((SELECT scope_document_warehouses())::bigint[]))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['count_tasks', 'count_entries', 'count_lines', 'replenishment_rules', 'replenishment_tasks'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY scope ON %I USING ((SELECT scope_is_all()) OR warehouse_id = ANY ((SELECT scope_warehouses())::bigint[])
      OR zone_id = ANY ((SELECT scope_zones())::bigint[]))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['transfers', 'transfer_lines'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY scope ON %I USING ((SELECT scope_is_all()) OR from_warehouse_id = ANY ((SELECT scope_document_warehouses())::bigint[])
      OR to_warehouse_id = ANY ((SELECT scope_document_warehouses())::bigint[]))', t);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE ON count_plans, count_sessions, count_tasks, count_places, count_lines, transfers, transfer_lines, adjustments,
  replenishment_rules, replenishment_tasks TO anwen_app;
-- What was seen and what was asked for does not change.
GRANT SELECT, INSERT ON count_entries, count_sightings, adjustment_lines TO anwen_app;
-- A rule is no document: who no longer wants it removes it, and its past tasks stay.
GRANT DELETE ON replenishment_rules TO anwen_app;

-- A move inside the house reads the value of its item without a lock and must not write it back: an issue that committed in
-- between would be undone. The function is changed in place, whatever migration wrote it last.
DO $$
DECLARE
  v_before TEXT := pg_get_functiondef('inventory_post(jsonb)'::regprocedure);
  v_after  TEXT := v_before;
BEGIN
  IF v_before LIKE '%v_moves_value%' THEN RETURN; END IF;
  v_after := replace(v_after, 'v_qty        NUMERIC; v_value NUMERIC; v_step NUMERIC;', 'v_qty        NUMERIC; v_value NUMERIC; v_step NUMERIC; v_moves_value BOOLEAN;');
  v_after := replace(v_after, 'v_item := r.item_id;', 'v_item := r.item_id; v_moves_value := r.moves_value;');
  v_after := replace(v_after, 'WHERE item_id = v_item AND (qty, value) IS DISTINCT', 'WHERE item_id = v_item AND v_moves_value AND (qty, value) IS DISTINCT');
  IF (length(v_after) - length(v_before)) <> length(' v_moves_value BOOLEAN;') + length(' v_moves_value := r.moves_value;') + 2 * length('v_moves_value AND ') THEN
    RAISE EXCEPTION 'inventory_post() is not the function that this migration knows how to mend';
  END IF;
  EXECUTE v_after;
END $$;

-- A posting of many lines sorted them with the whole document beside each: a thousand lines of a hundred kilobytes went
-- through a hundred megabytes on disk. The day of the document is read once, and the document stays below the sort.
DO $$
DECLARE
  v_before TEXT := pg_get_functiondef('inventory_post(jsonb)'::regprocedure);
  v_day    TEXT := '(d.doc->>''effectiveOn'')::date AS effective_on';
  v_docs   TEXT := 'jsonb_array_elements(p_documents) WITH ORDINALITY AS d(doc, ord)
            CROSS JOIN LATERAL jsonb_array_elements(d.doc->''lines'') WITH ORDINALITY AS l(line, ord)';
  v_after  TEXT;
BEGIN
  IF v_before LIKE '%OFFSET 0) AS d(doc, ord, effective_on)%' THEN RETURN; END IF;
  IF (length(v_before) - length(replace(v_before, v_day, ''))) <> length(v_day) OR (length(v_before) - length(replace(v_before, v_docs, ''))) <> length(v_docs) THEN
    RAISE EXCEPTION 'inventory_post() is not the function that this migration knows how to mend';
  END IF;
  v_after := replace(v_before, v_day, 'd.effective_on');
  v_after := replace(v_after, v_docs, '(SELECT e.doc, e.ord, (e.doc->>''effectiveOn'')::date FROM jsonb_array_elements(p_documents) WITH ORDINALITY AS e(doc, ord) OFFSET 0) AS d(doc, ord, effective_on)
            CROSS JOIN LATERAL jsonb_array_elements(d.doc->''lines'') WITH ORDINALITY AS l(line, ord)');
  EXECUTE v_after;
END $$;

-- What stands in a place under way belongs to a transfer: the posting core has to see which places these are.
DO $$
DECLARE
  v_before TEXT := pg_get_functiondef('inventory_posting_facts(uuid,text[],uuid[],text[],text[],text[],uuid[],text)'::regprocedure);
  v_place  TEXT := '''lockedReason'', locked_reason, ''status'', status)';
BEGIN
  IF v_before LIKE '%''kind'', kind, ''lockedReason''%' THEN RETURN; END IF;
  IF (length(v_before) - length(replace(v_before, v_place, ''))) <> length(v_place) THEN
    RAISE EXCEPTION 'inventory_posting_facts() is not the function that this migration knows how to mend';
  END IF;
  EXECUTE replace(v_before, v_place, '''kind'', kind, ' || v_place);
END $$;
