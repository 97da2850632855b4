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
