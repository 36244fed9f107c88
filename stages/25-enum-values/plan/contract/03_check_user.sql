-- new rows of User need role_stager
-- new values of User.second fit into "Role"
-- new values of User.likes fit into "Shade"[]
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "User" DROP CONSTRAINT IF EXISTS "stager_20260101000000_User_role_stager_nn";
ALTER TABLE "User" ADD CONSTRAINT "stager_20260101000000_User_role_stager_nn" CHECK ("role_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "User" DROP CONSTRAINT IF EXISTS "stager_20260101000000_User_second_fit";
ALTER TABLE "User" ADD CONSTRAINT "stager_20260101000000_User_second_fit" CHECK ("second" IS NULL OR "second_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "User" DROP CONSTRAINT IF EXISTS "stager_20260101000000_User_likes_fit";
ALTER TABLE "User" ADD CONSTRAINT "stager_20260101000000_User_likes_fit" CHECK ("likes" IS NULL OR "likes_stager" IS NOT NULL) NOT VALID;
COMMIT;
