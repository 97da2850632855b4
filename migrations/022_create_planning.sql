-- 022 create planning: nothing yet.
SELECT 1;
