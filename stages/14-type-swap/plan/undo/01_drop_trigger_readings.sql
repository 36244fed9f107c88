-- drop the dual-write trigger of readings
-- Lock: ACCESS EXCLUSIVE on readings
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_readings" ON "readings";
DROP FUNCTION IF EXISTS "stager_20260101000000_readings"();
COMMIT;
