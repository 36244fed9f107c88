-- new rows of User need theme
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "User" DROP CONSTRAINT IF EXISTS "stager_20260101000000_User_theme_nn";
ALTER TABLE "User" ADD CONSTRAINT "stager_20260101000000_User_theme_nn" CHECK ("theme" IS NOT NULL) NOT VALID;
COMMIT;
