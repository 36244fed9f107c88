-- drop readings.settings_stager again
-- Lock: ACCESS EXCLUSIVE on readings
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "readings" DROP COLUMN IF EXISTS "settings_stager";
DROP FUNCTION IF EXISTS "stager_20260101000000_readings_settings_stager_up"(TEXT);
DROP FUNCTION IF EXISTS "stager_20260101000000_readings_settings_stager_up_fails"(TEXT);
COMMIT;
