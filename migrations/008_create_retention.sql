-- 008 create retention: filled by its issue step.
SELECT 1;
