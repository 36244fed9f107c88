-- drop readings.total_stager again
-- Lock: ACCESS EXCLUSIVE on readings
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "readings" DROP COLUMN IF EXISTS "total_stager";
COMMIT;
