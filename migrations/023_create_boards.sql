-- 023 create boards: nothing yet.
SELECT 1;
