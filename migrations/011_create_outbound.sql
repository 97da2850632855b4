-- 011 create outbound: sales orders, shipments, waves, pick tasks, packages, returns from customers.
-- Locks: none that matter (new tables). Breaking: no.
-- Row-level security follows the document's warehouse or customer; lines carry a copy of both. Tasks follow the place
-- where the work is: a person who has zones alone sees the tasks of these zones.

CREATE TABLE sales_orders (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  number TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'confirmed', 'partially_shipped', 'shipped', 'closed', 'cancelled')),
  customer_id BIGINT NOT NULL REFERENCES partners(id),
  warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  ordered_on DATE NOT NULL DEFAULT business_date(),
  due_on DATE,
  currency TEXT NOT NULL DEFAULT 'TWD' CHECK (currency ~ '^[A-Z]{3}$'),
  external_ref TEXT,
  note TEXT,
  backorder_policy TEXT NOT NULL DEFAULT 'backorder' CHECK (backorder_policy IN ('backorder', 'cancel_rest')),
  created_by TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);
-- An importer that runs again finds what it brought.
CREATE UNIQUE INDEX sales_orders_external ON sales_orders (customer_id, external_ref) WHERE external_ref IS NOT NULL;
CREATE INDEX sales_orders_customer ON sales_orders (customer_id, id DESC);
CREATE INDEX sales_orders_open ON sales_orders (warehouse_id, id DESC) WHERE state IN ('draft', 'confirmed', 'partially_shipped');

CREATE TABLE sales_order_lines (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  order_id BIGINT NOT NULL REFERENCES sales_orders(id),
  warehouse_id BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  line_no INT NOT NULL CHECK (line_no > 0),
  item_id BIGINT NOT NULL REFERENCES items(id),
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  uom_id BIGINT NOT NULL REFERENCES uoms(id),
  -- In the item's base unit, as all quantities below; fixed when the line is written.
  qty_base NUMERIC(18,6) NOT NULL CHECK (qty_base > 0),
  price NUMERIC(18,6) CHECK (price >= 0),
  due_on DATE,
  min_remaining_days INT CHECK (min_remaining_days >= 0),
  shipped_qty NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (shipped_qty >= 0),
  -- Given up: by the policy "cancel the rest", or when the order was closed.
  cancelled_qty NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (cancelled_qty >= 0),
  UNIQUE (order_id, line_no),
  CHECK (shipped_qty + cancelled_qty <= qty_base)
);
CREATE INDEX sales_order_lines_item ON sales_order_lines (item_id);

CREATE TABLE waves (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  number TEXT NOT NULL UNIQUE,
  -- "done" is not stored: a released wave is done when its last task is.
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'released', 'cancelled')),
  warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  strategy TEXT NOT NULL CHECK (strategy IN ('single', 'batch', 'zone', 'cluster')),
  cut_off_at TIMESTAMPTZ,
  created_by TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  released_at TIMESTAMPTZ,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);

CREATE TABLE shipments (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  number TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN
    ('draft', 'partially_allocated', 'allocated', 'picking', 'picked', 'packed', 'shipped', 'delivered', 'cancelled')),
  sales_order_id BIGINT REFERENCES sales_orders(id),
  -- The shipment that could not take everything along.
  backorder_of_id BIGINT REFERENCES shipments(id),
  customer_id BIGINT NOT NULL REFERENCES partners(id),
  warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  stage_id BIGINT NOT NULL REFERENCES locations(id),
  wave_id BIGINT REFERENCES waves(id),
  ship_by DATE,
  carrier TEXT,
  tracking TEXT,
  note TEXT,
  -- The posting that took the goods out of the house.
  posting_id UUID,
  shipped_at TIMESTAMPTZ,
  delivered_at TIMESTAMPTZ,
  created_by TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);
CREATE INDEX shipments_order ON shipments (sales_order_id) WHERE sales_order_id IS NOT NULL;
CREATE INDEX shipments_wave ON shipments (wave_id) WHERE wave_id IS NOT NULL;
CREATE INDEX shipments_customer ON shipments (customer_id, id DESC);
CREATE INDEX shipments_open ON shipments (warehouse_id, id DESC) WHERE state NOT IN ('shipped', 'delivered', 'cancelled');

CREATE TABLE shipment_lines (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Owner of the line's reservations ("shipment_line").
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  shipment_id BIGINT NOT NULL REFERENCES shipments(id),
  warehouse_id BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  line_no INT NOT NULL CHECK (line_no > 0),
  so_line_id BIGINT REFERENCES sales_order_lines(id),
  item_id BIGINT NOT NULL REFERENCES items(id),
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  min_remaining_days INT NOT NULL DEFAULT 0 CHECK (min_remaining_days >= 0),
  picked_qty NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (picked_qty >= 0),
  shipped_qty NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (shipped_qty >= 0),
  UNIQUE (shipment_id, line_no),
  CHECK (picked_qty <= qty),
  CHECK (shipped_qty <= picked_qty)
);
CREATE INDEX shipment_lines_so_line ON shipment_lines (so_line_id) WHERE so_line_id IS NOT NULL;

-- One task a reservation: where to fetch what, for which line. A put-back brings goods of a cancelled shipment home.
CREATE TABLE pick_tasks (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  kind TEXT NOT NULL DEFAULT 'pick' CHECK (kind IN ('pick', 'put_back')),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'claimed', 'done', 'short', 'cancelled')),
  shipment_id BIGINT NOT NULL REFERENCES shipments(id),
  line_id BIGINT NOT NULL REFERENCES shipment_lines(id),
  wave_id BIGINT REFERENCES waves(id),
  warehouse_id BIGINT NOT NULL,
  -- Of the place to fetch from.
  zone_id BIGINT,
  item_id BIGINT NOT NULL REFERENCES items(id),
  lot_id BIGINT NOT NULL DEFAULT 0,
  serial_id BIGINT NOT NULL DEFAULT 0,
  reservation_id BIGINT NOT NULL REFERENCES inventory_reservations(id),
  from_id BIGINT NOT NULL REFERENCES locations(id),
  to_id BIGINT NOT NULL REFERENCES locations(id),
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  picked_qty NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (picked_qty >= 0),
  route_seq INT NOT NULL DEFAULT 0,
  assignee_id BIGINT,
  assignee TEXT,
  -- A claim lasts until here; after that the task is open again for anybody, without a job that says so.
  lease_until TIMESTAMPTZ,
  short_reason_id BIGINT REFERENCES reason_codes(id),
  note TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CHECK (picked_qty <= qty),
  CHECK ((state = 'claimed') = (lease_until IS NOT NULL AND assignee_id IS NOT NULL))
) WITH (fillfactor = 80);
CREATE INDEX pick_tasks_shipment ON pick_tasks (shipment_id);
CREATE INDEX pick_tasks_route ON pick_tasks (warehouse_id, route_seq, id) WHERE state IN ('open', 'claimed');
CREATE INDEX pick_tasks_wave ON pick_tasks (wave_id) WHERE wave_id IS NOT NULL;

-- What was picked for a line, by lot and serial number; then what of it left the house, and what of that came back. A
-- return is measured against it whatever the ledger has archived.
CREATE TABLE shipment_goods (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shipment_id BIGINT NOT NULL REFERENCES shipments(id),
  line_id BIGINT NOT NULL REFERENCES shipment_lines(id),
  warehouse_id BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  item_id BIGINT NOT NULL REFERENCES items(id),
  lot_id BIGINT NOT NULL DEFAULT 0,
  serial_id BIGINT NOT NULL DEFAULT 0,
  -- Zero when the goods were found unusable at the stage and went home.
  picked_qty NUMERIC(18,6) NOT NULL CHECK (picked_qty >= 0),
  shipped_qty NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (shipped_qty >= 0),
  returned_qty NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (returned_qty >= 0),
  UNIQUE (shipment_id, line_id, lot_id, serial_id),
  CHECK (shipped_qty <= picked_qty),
  CHECK (returned_qty <= shipped_qty)
);
CREATE INDEX shipment_goods_lot ON shipment_goods (lot_id) WHERE lot_id <> 0;

CREATE TABLE packages (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  -- Unique for ever: no number is used twice, also not after its package is gone.
  sscc TEXT NOT NULL UNIQUE CHECK (sscc ~ '^\d{18}$'),
  shipment_id BIGINT NOT NULL REFERENCES shipments(id),
  warehouse_id BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  -- A void package holds nothing: its goods were unpacked, or its shipment was cancelled. Its number stays taken.
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'void')),
  weight_kg NUMERIC(12,3) CHECK (weight_kg > 0),
  created_by TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  closed_at TIMESTAMPTZ,
  voided_at TIMESTAMPTZ
);
CREATE INDEX packages_shipment ON packages (shipment_id);
CREATE TABLE package_contents (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  package_id BIGINT NOT NULL REFERENCES packages(id),
  warehouse_id BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  line_id BIGINT NOT NULL REFERENCES shipment_lines(id),
  lot_id BIGINT NOT NULL DEFAULT 0,
  serial_id BIGINT NOT NULL DEFAULT 0,
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  UNIQUE (package_id, line_id, lot_id, serial_id)
);
CREATE INDEX package_contents_line ON package_contents (line_id);
-- The last serial reference under a company prefix. Its row is locked until the commit, as the last lock of a transaction.
CREATE TABLE sscc_series (
  prefix TEXT PRIMARY KEY CHECK (prefix ~ '^\d{4,12}$'),
  last BIGINT NOT NULL CHECK (last > 0)
) WITH (fillfactor = 50);

CREATE TABLE customer_returns (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  number TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'received', 'cancelled')),
  customer_id BIGINT NOT NULL REFERENCES partners(id),
  warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  location_id BIGINT NOT NULL REFERENCES locations(id),
  shipment_id BIGINT REFERENCES shipments(id),
  posting_id UUID,
  created_by TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  received_at TIMESTAMPTZ,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);
CREATE INDEX customer_returns_shipment ON customer_returns (shipment_id) WHERE shipment_id IS NOT NULL;
CREATE TABLE customer_return_lines (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  return_id BIGINT NOT NULL REFERENCES customer_returns(id),
  warehouse_id BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  line_no INT NOT NULL CHECK (line_no > 0),
  item_id BIGINT NOT NULL REFERENCES items(id),
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  uom_id BIGINT NOT NULL REFERENCES uoms(id),
  qty_base NUMERIC(18,6) NOT NULL CHECK (qty_base > 0),
  lot_code TEXT,
  serials TEXT[] NOT NULL DEFAULT '{}',
  stock_status SMALLINT NOT NULL CHECK (stock_status BETWEEN 0 AND 3),
  reason_code_id BIGINT NOT NULL REFERENCES reason_codes(id),
  note TEXT,
  UNIQUE (return_id, line_no)
);

-- Operation ids of the floor (PDA), unique for ever. The ledger knows the ones that moved stock; a short pick of nothing moves none.
CREATE TABLE outbound_operations (
  client_op_id UUID PRIMARY KEY,
  kind TEXT NOT NULL,
  -- Path of the resource that shows the effect.
  effect TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- Makes the empty balances that picks are going to fill, in key order. So the keys exist before anybody picks, and a
-- short pick, which must give back and take anew, can lock everything it needs in one go and in the one order.
-- Runs as the owner because the application may not insert balances; it adds nothing but zeros.
CREATE FUNCTION outbound_open_stage(p_keys JSONB) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  INSERT INTO inventory_balance (item_id, location_id, lot_id, serial_id, stock_status, warehouse_id, allow_negative)
  SELECT DISTINCT k."itemId", k."locationId", k."lotId", k."serialId", 0, l.warehouse_id, l.allow_negative
    FROM jsonb_to_recordset(p_keys) AS k("itemId" bigint, "locationId" bigint, "lotId" bigint, "serialId" bigint)
    JOIN locations l ON l.id = k."locationId" AND l.warehouse_id IS NOT NULL
   ORDER BY 1, 2, 3, 4
  ON CONFLICT DO NOTHING
$$;
REVOKE ALL ON FUNCTION outbound_open_stage(JSONB) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION outbound_open_stage(JSONB) TO anwen_app;

DO $$
DECLARE v_table TEXT;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['sales_orders', 'sales_order_lines', 'shipments', 'shipment_lines', 'shipment_goods', 'packages', 'package_contents',
      'customer_returns', 'customer_return_lines'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', v_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', v_table);
    EXECUTE format('CREATE POLICY scope ON %I USING ((SELECT scope_is_all()) OR warehouse_id = ANY ((SELECT scope_document_warehouses())::bigint[])
      OR customer_id = ANY ((SELECT scope_partners())::bigint[]))', v_table);
  END LOOP;
END $$;
ALTER TABLE waves ENABLE ROW LEVEL SECURITY; ALTER TABLE waves FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON waves USING ((SELECT scope_is_all()) OR warehouse_id = ANY ((SELECT scope_document_warehouses())::bigint[]));
ALTER TABLE pick_tasks ENABLE ROW LEVEL SECURITY; ALTER TABLE pick_tasks FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON pick_tasks USING ((SELECT scope_is_all()) OR warehouse_id = ANY ((SELECT scope_warehouses())::bigint[])
  OR zone_id = ANY ((SELECT scope_zones())::bigint[]));

GRANT SELECT, INSERT, UPDATE ON sales_orders, sales_order_lines, waves, shipments, shipment_lines, pick_tasks, shipment_goods, packages, package_contents,
  sscc_series, customer_returns, customer_return_lines TO anwen_app;
-- Lines of a draft are replaced whole; a line that a shipment took up cannot go (foreign key).
GRANT DELETE ON sales_order_lines TO anwen_app;
GRANT SELECT, INSERT ON outbound_operations TO anwen_app;
