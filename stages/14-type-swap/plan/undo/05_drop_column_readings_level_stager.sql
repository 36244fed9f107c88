-- drop readings.level_stager again
-- Lock: ACCESS EXCLUSIVE on readings
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "readings" DROP COLUMN IF EXISTS "level_stager";
DROP FUNCTION IF EXISTS "stager_20260101000000_readings_level_stager_up"(DOUBLE PRECISION);
DROP FUNCTION IF EXISTS "stager_20260101000000_readings_level_stager_up_fails"(DOUBLE PRECISION);
COMMIT;
