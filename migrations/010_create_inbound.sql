-- 010 create inbound: purchase orders, receipts, inspections, put-away tasks, returns to suppliers.
-- Locks: none that matter (new tables). Breaking: no.
-- Quantities are in base units unless the column says entered; prices are per unit as entered.
-- Every row carries its warehouse and supplier, so that row-level security decides without looking elsewhere.

-- Names of all warehouses, for documents that somebody may see because of their partner and not because of their place.
-- It widens the view for its own statement alone.
CREATE FUNCTION warehouse_names() RETURNS TABLE (id BIGINT, public_id UUID, code TEXT, name TEXT, status TEXT)
LANGUAGE plpgsql ROWS 20 AS $$
DECLARE
  v_scope TEXT := current_setting('anwen.scope', true);
BEGIN
  PERFORM set_config('anwen.scope', 'all', true);
  RETURN QUERY SELECT w.id, w.public_id, w.code, w.name, w.status FROM warehouses w;
  PERFORM set_config('anwen.scope', coalesce(v_scope, ''), true);
END $$;

CREATE TABLE purchase_orders (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  number TEXT NOT NULL UNIQUE,
  supplier_id BIGINT NOT NULL REFERENCES partners(id),
  warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'approved', 'partially_received', 'received', 'closed', 'cancelled')),
  ordered_on DATE NOT NULL,
  expected_on DATE,
  currency TEXT NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  external_ref TEXT,
  note TEXT,
  end_reason TEXT,
  created_by TEXT NOT NULL,
  approved_by TEXT,
  approved_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1,
  -- What another system calls it; an import that comes twice is recognised by it.
  UNIQUE (supplier_id, external_ref)
);
CREATE INDEX purchase_orders_warehouse ON purchase_orders (warehouse_id, id DESC);
CREATE INDEX purchase_orders_supplier ON purchase_orders (supplier_id, id DESC);
CREATE INDEX purchase_orders_open ON purchase_orders (state, id DESC) WHERE state IN ('draft', 'approved', 'partially_received');

CREATE TABLE purchase_order_lines (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  order_id BIGINT NOT NULL REFERENCES purchase_orders(id),
  warehouse_id BIGINT NOT NULL,
  supplier_id BIGINT NOT NULL,
  line_no INT NOT NULL CHECK (line_no > 0),
  item_id BIGINT NOT NULL REFERENCES items(id),
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  uom_id BIGINT NOT NULL REFERENCES uoms(id),
  qty_base NUMERIC(18,6) NOT NULL CHECK (qty_base > 0),
  price NUMERIC(18,6) CHECK (price >= 0),
  due_on DATE,
  tolerance_pct NUMERIC(6,3) NOT NULL CHECK (tolerance_pct BETWEEN 0 AND 1000),
  received_qty NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (received_qty >= 0),
  rejected_qty NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (rejected_qty >= 0),
  UNIQUE (order_id, line_no),
  -- I-22, the last line behind the service's own check.
  CHECK (received_qty <= qty_base * (1 + tolerance_pct / 100))
) WITH (fillfactor = 80);
CREATE INDEX purchase_order_lines_item ON purchase_order_lines (item_id);

CREATE TABLE receipts (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  number TEXT NOT NULL UNIQUE,
  purchase_order_id BIGINT REFERENCES purchase_orders(id),
  supplier_id BIGINT REFERENCES partners(id),
  warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  dock_id BIGINT NOT NULL REFERENCES locations(id),
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'receiving', 'received', 'putaway', 'closed', 'cancelled')),
  delivery_note TEXT,
  carrier TEXT,
  line_count INT NOT NULL DEFAULT 0 CHECK (line_count >= 0),
  started_at TIMESTAMPTZ,
  finished_at TIMESTAMPTZ,
  created_by TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);
CREATE INDEX receipts_warehouse ON receipts (warehouse_id, id DESC);
CREATE INDEX receipts_supplier ON receipts (supplier_id, id DESC);
CREATE INDEX receipts_order ON receipts (purchase_order_id) WHERE purchase_order_id IS NOT NULL;

CREATE TABLE receipt_lines (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  receipt_id BIGINT NOT NULL REFERENCES receipts(id),
  warehouse_id BIGINT NOT NULL,
  supplier_id BIGINT,
  line_no INT NOT NULL CHECK (line_no > 0),
  po_line_id BIGINT REFERENCES purchase_order_lines(id),
  item_id BIGINT NOT NULL REFERENCES items(id),
  lot_id BIGINT NOT NULL DEFAULT 0,
  serial_ids BIGINT[] NOT NULL DEFAULT '{}',
  location_id BIGINT NOT NULL REFERENCES locations(id),
  qty NUMERIC(18,6) NOT NULL CHECK (qty >= 0),
  rejected_qty NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (rejected_qty >= 0),
  entered_qty NUMERIC(18,6) NOT NULL,
  uom_id BIGINT NOT NULL REFERENCES uoms(id),
  stock_status SMALLINT NOT NULL DEFAULT 0 CHECK (stock_status IN (0, 1)),
  supplier_lot TEXT,
  note TEXT,
  posting_id UUID REFERENCES inventory_postings(public_id),
  received_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  received_by TEXT NOT NULL,
  reversed_at TIMESTAMPTZ,
  reversed_by TEXT,
  reversal_id UUID REFERENCES inventory_postings(public_id),
  UNIQUE (receipt_id, line_no),
  CHECK (qty > 0 OR rejected_qty > 0),
  CHECK ((qty > 0) = (posting_id IS NOT NULL))
);
CREATE INDEX receipt_lines_po_line ON receipt_lines (po_line_id) WHERE po_line_id IS NOT NULL;
CREATE INDEX receipt_lines_posting ON receipt_lines (posting_id) WHERE posting_id IS NOT NULL;
CREATE INDEX receipt_lines_lot ON receipt_lines (lot_id) WHERE lot_id <> 0;

CREATE TABLE inspections (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  number TEXT NOT NULL UNIQUE,
  receipt_id BIGINT NOT NULL REFERENCES receipts(id),
  receipt_line_id BIGINT NOT NULL UNIQUE REFERENCES receipt_lines(id),
  warehouse_id BIGINT NOT NULL,
  supplier_id BIGINT,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'passed', 'failed', 'conditional', 'dispositioned', 'cancelled')),
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  sample_qty NUMERIC(18,6) CHECK (sample_qty > 0),
  passed_qty NUMERIC(18,6) CHECK (passed_qty >= 0),
  failed_qty NUMERIC(18,6) CHECK (failed_qty >= 0),
  disposed_qty NUMERIC(18,6) NOT NULL DEFAULT 0,
  measurements JSONB NOT NULL DEFAULT '[]',
  note TEXT,
  inspected_by TEXT,
  inspected_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1,
  CHECK (passed_qty + failed_qty = qty),
  CHECK (disposed_qty BETWEEN 0 AND qty),
  CHECK (state <> 'dispositioned' OR disposed_qty = qty)
);
CREATE INDEX inspections_receipt ON inspections (receipt_id);
CREATE INDEX inspections_open ON inspections (warehouse_id, id DESC) WHERE state IN ('open', 'passed', 'failed', 'conditional');

CREATE TABLE inspection_dispositions (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  inspection_id BIGINT NOT NULL REFERENCES inspections(id),
  warehouse_id BIGINT NOT NULL,
  supplier_id BIGINT,
  action TEXT NOT NULL CHECK (action IN ('release', 'return', 'scrap', 'rework')),
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  serial_ids BIGINT[] NOT NULL DEFAULT '{}',
  reason_code TEXT,
  note TEXT,
  posting_id UUID NOT NULL REFERENCES inventory_postings(public_id),
  decided_by TEXT NOT NULL,
  decided_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX inspection_dispositions_inspection ON inspection_dispositions (inspection_id);

-- Somebody who claims a task holds it until lease_until; after that it is open again for anybody, without a job.
CREATE TABLE putaway_tasks (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  receipt_id BIGINT NOT NULL REFERENCES receipts(id),
  receipt_line_id BIGINT NOT NULL REFERENCES receipt_lines(id),
  warehouse_id BIGINT NOT NULL,
  zone_id BIGINT,
  item_id BIGINT NOT NULL REFERENCES items(id),
  lot_id BIGINT NOT NULL DEFAULT 0,
  serial_id BIGINT NOT NULL DEFAULT 0,
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  done_qty NUMERIC(18,6) NOT NULL DEFAULT 0,
  from_location_id BIGINT NOT NULL REFERENCES locations(id),
  suggested_location_id BIGINT REFERENCES locations(id),
  suggested_why TEXT NOT NULL DEFAULT 'none' CHECK (suggested_why IN ('rule', 'same_lot', 'same_item', 'empty', 'none')),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'claimed', 'done', 'cancelled')),
  assignee_id BIGINT,
  assignee_name TEXT,
  lease_until TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CHECK (done_qty BETWEEN 0 AND qty),
  CHECK ((state = 'done') = (done_qty = qty)),
  CHECK ((suggested_location_id IS NULL) = (suggested_why = 'none')),
  CHECK (state <> 'claimed' OR (assignee_id IS NOT NULL AND lease_until IS NOT NULL))
) WITH (fillfactor = 80);
CREATE INDEX putaway_tasks_receipt ON putaway_tasks (receipt_id, id);
CREATE INDEX putaway_tasks_line ON putaway_tasks (receipt_line_id);
CREATE INDEX putaway_tasks_open ON putaway_tasks (warehouse_id, id) WHERE state IN ('open', 'claimed');
CREATE INDEX putaway_tasks_suggested ON putaway_tasks (suggested_location_id) WHERE state IN ('open', 'claimed');

CREATE TABLE supplier_returns (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  number TEXT NOT NULL UNIQUE,
  supplier_id BIGINT NOT NULL REFERENCES partners(id),
  warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  receipt_id BIGINT REFERENCES receipts(id),
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'shipped', 'cancelled')),
  note TEXT,
  posting_id UUID REFERENCES inventory_postings(public_id),
  created_by TEXT NOT NULL,
  shipped_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1,
  CHECK ((state = 'shipped') = (posting_id IS NOT NULL))
);
CREATE INDEX supplier_returns_warehouse ON supplier_returns (warehouse_id, id DESC);
CREATE TABLE supplier_return_lines (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  return_id BIGINT NOT NULL REFERENCES supplier_returns(id),
  warehouse_id BIGINT NOT NULL,
  supplier_id BIGINT NOT NULL,
  line_no INT NOT NULL CHECK (line_no > 0),
  item_id BIGINT NOT NULL REFERENCES items(id),
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  uom_id BIGINT NOT NULL REFERENCES uoms(id),
  location_id BIGINT NOT NULL REFERENCES locations(id),
  lot_code TEXT,
  serials TEXT[] NOT NULL DEFAULT '{}',
  stock_status SMALLINT NOT NULL DEFAULT 0 CHECK (stock_status BETWEEN 0 AND 3),
  reason_code TEXT NOT NULL,
  UNIQUE (return_id, line_no)
);

-- The durable half of exactly-once for steps that post nothing or several times: an operation id is good for one effect, for ever.
CREATE TABLE inbound_operations (
  op_id UUID PRIMARY KEY,
  location TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- A decision with several postings would insert a missing balance behind the balances that it has locked, against everybody who
-- inserts first: it opens the buckets that it will fill before its first lock, as the posting core does. They stay empty until then.
CREATE FUNCTION inbound_open_buckets(p_inspection BIGINT, p_statuses SMALLINT[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  INSERT INTO inventory_balance (item_id, location_id, lot_id, serial_id, stock_status, warehouse_id, allow_negative)
  SELECT l.item_id, l.location_id, l.lot_id, s.id, b.status, k.warehouse_id, k.allow_negative
    FROM inspections d JOIN receipt_lines l ON l.id = d.receipt_line_id JOIN locations k ON k.id = l.location_id AND k.warehouse_id IS NOT NULL
    CROSS JOIN LATERAL unnest(CASE WHEN l.serial_ids = '{}' THEN ARRAY[0::bigint] ELSE l.serial_ids END) AS s(id)
    CROSS JOIN unnest(p_statuses) AS b(status)
   WHERE d.id = p_inspection AND b.status IN (0, 2)
   ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT DO NOTHING;
$$;
REVOKE ALL ON FUNCTION inbound_open_buckets(BIGINT, SMALLINT[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION inbound_open_buckets(BIGINT, SMALLINT[]) TO anwen_app;

DO $$
DECLARE
  t TEXT;
BEGIN
  FOREACH t IN ARRAY ARRAY['purchase_orders', 'purchase_order_lines', 'receipts', 'receipt_lines', 'inspections', 'inspection_dispositions',
                           'supplier_returns', 'supplier_return_lines'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY scope ON %I USING ((SELECT scope_is_all()) OR warehouse_id = ANY ((SELECT scope_document_warehouses())::bigint[])
      OR supplier_id = ANY ((SELECT scope_partners())::bigint[]))', t);
  END LOOP;
END $$;
-- Work belongs to the place where it is: who has zones only sees the tasks of those.
ALTER TABLE putaway_tasks ENABLE ROW LEVEL SECURITY; ALTER TABLE putaway_tasks FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON putaway_tasks USING ((SELECT scope_is_all()) OR warehouse_id = ANY ((SELECT scope_warehouses())::bigint[])
  OR zone_id = ANY ((SELECT scope_zones())::bigint[]));

-- The lines of a draft are exchanged as a whole; once approved, a line stays for ever.
CREATE POLICY drafts_only ON purchase_order_lines AS RESTRICTIVE FOR DELETE
  USING (EXISTS (SELECT 1 FROM purchase_orders o WHERE o.id = order_id AND o.state = 'draft'));

GRANT SELECT, INSERT, UPDATE ON purchase_orders, purchase_order_lines, receipts, receipt_lines, inspections, putaway_tasks, supplier_returns TO anwen_app;
GRANT DELETE ON purchase_order_lines TO anwen_app;
GRANT SELECT, INSERT ON inspection_dispositions, supplier_return_lines, inbound_operations TO anwen_app;
