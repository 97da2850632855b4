-- 019 extend work orders: nothing yet.
SELECT 1;
