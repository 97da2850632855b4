-- 005 extend webhooks: filled by its issue step.
SELECT 1;
