-- new rows of Profile need userId_stager
-- Lock: ACCESS EXCLUSIVE on Profile
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Profile" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Profile_userId_stager_nn";
ALTER TABLE "Profile" ADD CONSTRAINT "stager_20260101000000_Profile_userId_stager_nn" CHECK ("userId_stager" IS NOT NULL) NOT VALID;
COMMIT;
