-- 015 create offline work: durable operations of devices, conflicts, tombstones.
-- Locks: none that matter (new tables). Breaking: no.
SELECT 1;
