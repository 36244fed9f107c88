-- new rows of User need language
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "User" DROP CONSTRAINT IF EXISTS "stager_20260101000000_User_language_nn";
ALTER TABLE "User" ADD CONSTRAINT "stager_20260101000000_User_language_nn" CHECK ("language" IS NOT NULL) NOT VALID;
COMMIT;
