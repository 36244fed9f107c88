-- new rows of Like need userId_stager
-- new rows of Like need postId_stager
-- Lock: ACCESS EXCLUSIVE on Like
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Like" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Like_userId_stager_nn";
ALTER TABLE "Like" ADD CONSTRAINT "stager_20260101000000_Like_userId_stager_nn" CHECK ("userId_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "Like" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Like_postId_stager_nn";
ALTER TABLE "Like" ADD CONSTRAINT "stager_20260101000000_Like_postId_stager_nn" CHECK ("postId_stager" IS NOT NULL) NOT VALID;
COMMIT;
