-- drop app_settings.note again
-- Lock: ACCESS EXCLUSIVE on app_settings
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "app_settings" DROP COLUMN IF EXISTS "note";
COMMIT;
