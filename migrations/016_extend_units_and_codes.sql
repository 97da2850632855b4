-- 016 extend units and codes: which units an item is bought and sold in, what one scan of a barcode stands for, the country
-- whose rules a tax id follows, and the indexes by which a scanned lot or serial number is found without its item, and its places.
-- Locks: ACCESS EXCLUSIVE on item_uoms, item_barcodes and partners for an instant (new columns with constant defaults);
-- SHARE on lots, serials and inventory_balance while their indexes are built (about a second a million rows). Breaking: no.

ALTER TABLE item_uoms
  ADD COLUMN is_purchase BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN is_sales BOOLEAN NOT NULL DEFAULT false;

-- One scan of the barcode means qty of its unit (of the base unit when it names none).
ALTER TABLE item_barcodes ADD COLUMN qty NUMERIC(18,6) NOT NULL DEFAULT 1 CHECK (qty > 0);

ALTER TABLE partners ADD COLUMN country TEXT NOT NULL DEFAULT 'TW' CHECK (country ~ '^[A-Z]{2}$');

CREATE INDEX lots_code ON lots (code);
CREATE INDEX serials_code ON serials (code);
-- Where a serial number has stood, whoever asks.
CREATE INDEX inventory_balance_serial_places ON inventory_balance (serial_id) WHERE serial_id <> 0;

-- Lots and serial numbers belong to the whole company; who reaches a part of it knows those that have stood there, and those that
-- never moved. Widens the view for one look and narrows it again. 0 = not asked for.
CREATE FUNCTION in_sight(p_lot BIGINT, p_serial BIGINT) RETURNS BOOLEAN LANGUAGE plpgsql VOLATILE AS $$
DECLARE v_scope TEXT := current_setting('anwen.scope', true); v_moved BOOLEAN;
BEGIN
  IF scope_is_all() THEN RETURN true; END IF;
  IF EXISTS (SELECT 1 FROM inventory_balance WHERE lot_id = p_lot AND lot_id <> 0)
    OR EXISTS (SELECT 1 FROM inventory_balance WHERE serial_id = p_serial AND serial_id <> 0) THEN RETURN true; END IF;
  PERFORM set_config('anwen.scope', 'all', true);
  v_moved := EXISTS (SELECT 1 FROM inventory_balance WHERE lot_id = p_lot AND lot_id <> 0)
    OR EXISTS (SELECT 1 FROM inventory_balance WHERE serial_id = p_serial AND serial_id <> 0);
  PERFORM set_config('anwen.scope', coalesce(v_scope, ''), true);
  RETURN NOT v_moved;
END $$;

-- The stage's balances are opened for goods that exist: nobody fills the table with keys of his own making.
CREATE OR REPLACE FUNCTION outbound_open_stage(p_keys JSONB) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  INSERT INTO inventory_balance (item_id, location_id, lot_id, serial_id, stock_status, warehouse_id, allow_negative)
  SELECT DISTINCT k."itemId", k."locationId", k."lotId", k."serialId", 0, l.warehouse_id, l.allow_negative
    FROM jsonb_to_recordset(p_keys) AS k("itemId" bigint, "locationId" bigint, "lotId" bigint, "serialId" bigint)
    JOIN locations l ON l.id = k."locationId" AND l.warehouse_id IS NOT NULL
   WHERE (k."lotId" = 0 OR EXISTS (SELECT 1 FROM lots o WHERE o.id = k."lotId" AND o.item_id = k."itemId"))
     AND (k."serialId" = 0 OR EXISTS (SELECT 1 FROM serials s WHERE s.id = k."serialId" AND s.item_id = k."itemId"))
   ORDER BY 1, 2, 3, 4
  ON CONFLICT DO NOTHING
$$;

-- Functions that run as the owner of the tables look for names in our schema and last of all among the caller's temporary tables;
-- a path that does not name pg_temp has it first, and a table of the caller would stand in for ours. (pg_catalog stays in front
-- because it is not named; named first, it would be where new partitions go.)
DO $$
DECLARE v_function regprocedure;
BEGIN
  FOR v_function IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace AND p.prosecdef LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', v_function, current_schema());
  END LOOP;
END $$;
