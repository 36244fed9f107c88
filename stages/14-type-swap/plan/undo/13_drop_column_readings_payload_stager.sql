-- drop readings.payload_stager again
-- Lock: ACCESS EXCLUSIVE on readings
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "readings" DROP COLUMN IF EXISTS "payload_stager";
DROP FUNCTION IF EXISTS "stager_20260101000000_readings_payload_stager_up"(JSON);
DROP FUNCTION IF EXISTS "stager_20260101000000_readings_payload_stager_up_fails"(JSON);
COMMIT;
