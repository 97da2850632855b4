-- 002 create catalog: units, items, partners, warehouses, locations, reason codes, bills, work centres.
-- Locks: none that matter (new tables). Breaking: no.
-- Row-level security: locations and zones follow the warehouse/zone scope of the transaction.
-- Places without a warehouse are the virtual ones (supplier, customer, ...), visible to everybody.

CREATE TABLE uoms (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  code TEXT NOT NULL UNIQUE,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  category TEXT NOT NULL,
  decimals SMALLINT NOT NULL DEFAULT 0 CHECK (decimals BETWEEN 0 AND 6),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);

CREATE TABLE item_categories (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  parent_id BIGINT REFERENCES item_categories(id)
);

CREATE TABLE items (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_en TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('raw', 'wip', 'fg', 'consumable', 'service', 'tool')),
  category_id BIGINT REFERENCES item_categories(id),
  base_uom_id BIGINT NOT NULL REFERENCES uoms(id),
  qty_scale SMALLINT NOT NULL DEFAULT 0 CHECK (qty_scale BETWEEN 0 AND 6),
  tracking TEXT NOT NULL DEFAULT 'none' CHECK (tracking IN ('none', 'lot', 'serial')),
  shelf_life_days INT CHECK (shelf_life_days > 0),
  fefo BOOLEAN NOT NULL DEFAULT true,
  standard_cost NUMERIC(18,6) CHECK (standard_cost >= 0),
  safety_stock NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (safety_stock >= 0),
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'blocked', 'archived')),
  gtin TEXT,
  external_ref TEXT UNIQUE,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);
CREATE INDEX items_search ON items USING gin ((code || ' ' || name || ' ' || coalesce(name_en, '')) gin_trgm_ops);

CREATE INDEX items_name ON items (name, id);
CREATE INDEX items_gtin ON items (gtin) WHERE gtin IS NOT NULL;

-- 1 uom = num/den base units, exact. num and den are positive integers; 1/9 box stays 1/9.
CREATE TABLE item_uoms (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  item_id BIGINT NOT NULL REFERENCES items(id),
  uom_id BIGINT NOT NULL REFERENCES uoms(id),
  num BIGINT NOT NULL CHECK (num > 0),
  den BIGINT NOT NULL CHECK (den > 0),
  UNIQUE (item_id, uom_id)
);

CREATE TABLE item_barcodes (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  item_id BIGINT NOT NULL REFERENCES items(id),
  code TEXT NOT NULL UNIQUE,
  symbology TEXT,
  uom_id BIGINT REFERENCES uoms(id)
);
CREATE INDEX item_barcodes_item ON item_barcodes (item_id);

CREATE TABLE partners (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  roles TEXT[] NOT NULL CHECK (cardinality(roles) > 0 AND roles <@ ARRAY['supplier', 'customer', 'carrier']),
  tax_id TEXT,
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'blocked', 'archived')),
  external_ref TEXT UNIQUE,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);

CREATE TABLE warehouses (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  address TEXT,
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'archived')),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);

CREATE TABLE zones (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  warehouse_id BIGINT NOT NULL REFERENCES warehouses(id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (warehouse_id, code),
  UNIQUE (id, warehouse_id)
);

-- A location never changes its warehouse: balances and movements carry a copy of it for the scope.
CREATE TABLE locations (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  warehouse_id BIGINT REFERENCES warehouses(id),
  zone_id BIGINT,
  parent_id BIGINT REFERENCES locations(id),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('storage', 'staging_in', 'staging_out', 'qc', 'production', 'virtual')),
  pick_seq INT NOT NULL DEFAULT 0,
  is_pickable BOOLEAN NOT NULL DEFAULT true,
  allow_negative BOOLEAN NOT NULL DEFAULT false,
  locked_reason TEXT,
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'archived')),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1,
  FOREIGN KEY (zone_id, warehouse_id) REFERENCES zones (id, warehouse_id),
  CHECK ((kind = 'virtual') = (warehouse_id IS NULL))
);
CREATE INDEX locations_warehouse ON locations (warehouse_id, path text_pattern_ops);
CREATE INDEX locations_parent ON locations (parent_id);

CREATE FUNCTION refuse_warehouse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a location never changes its warehouse' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER locations_keep_warehouse BEFORE UPDATE ON locations FOR EACH ROW
  WHEN (OLD.warehouse_id IS DISTINCT FROM NEW.warehouse_id OR OLD.kind = 'virtual' AND NEW.kind <> 'virtual')
  EXECUTE FUNCTION refuse_warehouse_change();

INSERT INTO locations (code, name, path, kind, is_pickable) VALUES
  ('SUPPLIER', '供應商 Supplier', '/SUPPLIER', 'virtual', false),
  ('CUSTOMER', '客戶 Customer', '/CUSTOMER', 'virtual', false),
  ('PRODUCTION', '生產 Production', '/PRODUCTION', 'virtual', false),
  ('SCRAP', '報廢 Scrap', '/SCRAP', 'virtual', false),
  ('ADJUSTMENT', '調整 Adjustment', '/ADJUSTMENT', 'virtual', false),
  ('OPENING', '期初 Opening', '/OPENING', 'virtual', false);

CREATE TABLE reason_codes (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  domain TEXT NOT NULL CHECK (domain IN ('adjust', 'scrap', 'downtime', 'short_pick', 'return', 'count', 'hold')),
  code TEXT NOT NULL UNIQUE,
  label_zh TEXT NOT NULL,
  label_en TEXT NOT NULL,
  needs_note BOOLEAN NOT NULL DEFAULT false,
  needs_approval BOOLEAN NOT NULL DEFAULT false,
  active BOOLEAN NOT NULL DEFAULT true,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);

CREATE TABLE work_centers (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  hourly_cost NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (hourly_cost >= 0),
  hours_per_day NUMERIC(8,2) NOT NULL DEFAULT 0 CHECK (hours_per_day >= 0),
  location_id BIGINT REFERENCES locations(id),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);

-- A bill line is valid from valid_from to valid_to, both days included; NULL = no end.
CREATE TABLE boms (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  item_id BIGINT NOT NULL REFERENCES items(id),
  version INT NOT NULL DEFAULT 1,
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'active', 'obsolete')),
  base_qty NUMERIC(18,6) NOT NULL DEFAULT 1 CHECK (base_qty > 0),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1,
  UNIQUE (item_id, version)
);
CREATE TABLE bom_lines (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  bom_id BIGINT NOT NULL REFERENCES boms(id),
  component_item_id BIGINT NOT NULL REFERENCES items(id),
  qty NUMERIC(18,6) NOT NULL CHECK (qty > 0),
  uom_id BIGINT NOT NULL REFERENCES uoms(id),
  valid_from DATE NOT NULL,
  valid_to DATE,
  external_ref TEXT UNIQUE,
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE INDEX bom_lines_bom ON bom_lines (bom_id);
CREATE INDEX bom_lines_component ON bom_lines (component_item_id);

-- Two more tables of the plan's section 6; their rooms are built by the work-order library.
CREATE TABLE work_orders (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  number TEXT NOT NULL UNIQUE,
  item_id BIGINT NOT NULL REFERENCES items(id),
  qty_planned NUMERIC(18,6) NOT NULL CHECK (qty_planned > 0),
  state TEXT NOT NULL DEFAULT 'draft',
  due_on DATE,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  row_version INT NOT NULL DEFAULT 1
);
CREATE TABLE production_reports (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  public_id UUID NOT NULL UNIQUE DEFAULT uuid_v7(),
  client_op_id UUID NOT NULL UNIQUE,
  work_order_id BIGINT NOT NULL REFERENCES work_orders(id),
  good NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (good >= 0),
  scrap NUMERIC(18,6) NOT NULL DEFAULT 0 CHECK (scrap >= 0),
  occurred_at TIMESTAMPTZ NOT NULL,
  posted_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

ALTER TABLE locations ENABLE ROW LEVEL SECURITY; ALTER TABLE locations FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON locations USING (
  (SELECT scope_is_all()) OR (warehouse_id IS NULL AND (SELECT scope_is_set()))
  OR warehouse_id = ANY ((SELECT scope_warehouses())::bigint[]) OR zone_id = ANY ((SELECT scope_zones())::bigint[]));
ALTER TABLE zones ENABLE ROW LEVEL SECURITY; ALTER TABLE zones FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON zones USING (
  (SELECT scope_is_all()) OR warehouse_id = ANY ((SELECT scope_warehouses())::bigint[]) OR id = ANY ((SELECT scope_zones())::bigint[]));
ALTER TABLE warehouses ENABLE ROW LEVEL SECURITY; ALTER TABLE warehouses FORCE ROW LEVEL SECURITY;
CREATE POLICY scope ON warehouses USING (
  (SELECT scope_is_all()) OR id = ANY ((SELECT scope_warehouses())::bigint[])
  OR EXISTS (SELECT 1 FROM zones z WHERE z.warehouse_id = warehouses.id AND z.id = ANY ((SELECT scope_zones())::bigint[])));

GRANT SELECT, INSERT, UPDATE ON uoms, item_categories, items, item_barcodes, partners, warehouses, zones, locations,
  reason_codes, work_centers, boms, bom_lines, work_orders TO anwen_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON item_uoms TO anwen_app;
GRANT DELETE ON item_barcodes, bom_lines TO anwen_app;
GRANT SELECT, INSERT ON production_reports TO anwen_app;
