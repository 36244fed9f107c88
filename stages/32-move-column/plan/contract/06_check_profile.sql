-- new rows of Profile need theme
-- Lock: ACCESS EXCLUSIVE on Profile
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Profile" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Profile_theme_nn";
ALTER TABLE "Profile" ADD CONSTRAINT "stager_20260101000000_Profile_theme_nn" CHECK ("theme" IS NOT NULL) NOT VALID;
COMMIT;
