-- 009 prepare documents: what the warehouse's documents stand on: gap-free numbers, scopes of documents, places for goods
-- between two warehouses and between two lots, and the item's rules for receiving and shipping.
-- Locks: ACCESS EXCLUSIVE on items and locations for an instant (new columns with constant defaults, one check exchanged). Breaking: no.

-- One row a prefix and day. The row stays locked until the transaction that took the number ends, so a number that is
-- not used is not taken: no gaps. It is the LAST lock of a transaction (libs/catalog/src/number-series.ts).
CREATE TABLE number_series (
  prefix TEXT NOT NULL CHECK (prefix ~ '^[A-Z]{2,4}$'),
  day DATE NOT NULL,
  last INT NOT NULL CHECK (last > 0),
  PRIMARY KEY (prefix, day)
) WITH (fillfactor = 50);
GRANT SELECT, INSERT, UPDATE ON number_series TO anwen_app;

CREATE FUNCTION scope_partners() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(string_to_array(nullif(current_setting('anwen.partners', true), ''), ',')::bigint[], '{}') $$;

-- Warehouses whose documents the scope reaches: the ones it names and those that one of its zones lies in. Policies ask it
-- once a statement: warehouse_id = ANY ((SELECT scope_document_warehouses())::bigint[]).
CREATE FUNCTION scope_document_warehouses() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT scope_warehouses() || coalesce((SELECT array_agg(DISTINCT z.warehouse_id) FROM zones z WHERE z.id = ANY (scope_zones())), '{}') $$;

-- Goods under way between two warehouses stand in a place of the receiving one, kind 'transit': still ours, still counted,
-- never picked. A lot that becomes another lot passes through CONVERSION.
ALTER TABLE locations DROP CONSTRAINT locations_kind_check;
ALTER TABLE locations ADD CONSTRAINT locations_kind_check
  CHECK (kind IN ('storage', 'staging_in', 'staging_out', 'qc', 'production', 'transit', 'virtual'));
-- Row-level security is forced and holds for the owner too.
SET LOCAL anwen.scope = 'all';
INSERT INTO locations (code, name, path, kind, is_pickable) VALUES ('CONVERSION', '轉批 Conversion', '/CONVERSION', 'virtual', false);

ALTER TABLE items
  ADD COLUMN over_receipt_pct NUMERIC(6,3) NOT NULL DEFAULT 0 CHECK (over_receipt_pct BETWEEN 0 AND 1000),
  ADD COLUMN qc_on_receipt BOOLEAN NOT NULL DEFAULT false,
  -- Days of life that a lot must still have when it comes in, and when it goes out to a customer.
  ADD COLUMN min_remaining_days_in INT NOT NULL DEFAULT 0 CHECK (min_remaining_days_in >= 0),
  ADD COLUMN min_remaining_days_out INT NOT NULL DEFAULT 0 CHECK (min_remaining_days_out >= 0),
  ADD COLUMN default_location_id BIGINT REFERENCES locations(id);
