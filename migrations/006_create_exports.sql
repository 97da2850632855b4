-- 006 create exports: filled by its issue step.
SELECT 1;
