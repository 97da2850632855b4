-- 018 extend engineering: nothing yet.
SELECT 1;
