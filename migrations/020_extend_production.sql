-- 020 extend production: nothing yet.
SELECT 1;
