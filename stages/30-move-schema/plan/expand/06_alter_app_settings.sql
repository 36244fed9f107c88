-- add app_settings.note
-- Lock: ACCESS EXCLUSIVE on app_settings
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "app_settings" ADD COLUMN IF NOT EXISTS "note" TEXT;
COMMIT;
