-- drop the TIMESTAMPTZ(3) that readings.reviewedAt was
-- Lock: ACCESS EXCLUSIVE on readings
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "readings" DROP COLUMN IF EXISTS "reviewedAt_stager_old";
COMMIT;
