-- 021 create downtime: nothing yet.
SELECT 1;
