-- 007 create imports: filled by its issue step.
SELECT 1;
