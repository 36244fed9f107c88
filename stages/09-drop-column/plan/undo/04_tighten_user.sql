-- User.nickname becomes NOT NULL
-- User.legacyId becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "User" ALTER COLUMN "nickname" SET NOT NULL;
ALTER TABLE "User" DROP CONSTRAINT IF EXISTS "stager_20260101000000_User_nickname_nn";
ALTER TABLE "User" ALTER COLUMN "legacyId" SET NOT NULL;
ALTER TABLE "User" DROP CONSTRAINT IF EXISTS "stager_20260101000000_User_legacyId_nn";
COMMIT;
