-- give readings.token its old default again
-- Lock: ACCESS EXCLUSIVE on readings
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "readings" ALTER COLUMN "token" SET DEFAULT (gen_random_uuid())::text;
COMMIT;
