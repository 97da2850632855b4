-- 016 extend units and codes: which units an item is bought and sold in, what one scan of a barcode stands for, the country
-- whose rules a tax id follows, and the indexes by which a scanned lot or serial number is found without its item.
-- Locks: ACCESS EXCLUSIVE on item_uoms, item_barcodes and partners for an instant (new columns with constant defaults);
-- SHARE on lots and serials while their indexes are built (about a second a million rows). Breaking: no.

ALTER TABLE item_uoms
  ADD COLUMN is_purchase BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN is_sales BOOLEAN NOT NULL DEFAULT false;

-- One scan of the barcode means qty of its unit (of the base unit when it names none).
ALTER TABLE item_barcodes ADD COLUMN qty NUMERIC(18,6) NOT NULL DEFAULT 1 CHECK (qty > 0);

ALTER TABLE partners ADD COLUMN country TEXT NOT NULL DEFAULT 'TW' CHECK (country ~ '^[A-Z]{2}$');

CREATE INDEX lots_code ON lots (code);
CREATE INDEX serials_code ON serials (code);
