-- new rows of User need nickname
-- new rows of User need legacyId
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "User" DROP CONSTRAINT IF EXISTS "stager_20260101000000_User_nickname_nn";
ALTER TABLE "User" ADD CONSTRAINT "stager_20260101000000_User_nickname_nn" CHECK ("nickname" IS NOT NULL) NOT VALID;
ALTER TABLE "User" DROP CONSTRAINT IF EXISTS "stager_20260101000000_User_legacyId_nn";
ALTER TABLE "User" ADD CONSTRAINT "stager_20260101000000_User_legacyId_nn" CHECK ("legacyId" IS NOT NULL) NOT VALID;
COMMIT;
