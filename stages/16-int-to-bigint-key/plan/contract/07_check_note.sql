-- new rows of Note need userId_stager
-- new rows of Note need postId_stager
-- Lock: ACCESS EXCLUSIVE on Note
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Note" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Note_userId_stager_nn";
ALTER TABLE "Note" ADD CONSTRAINT "stager_20260101000000_Note_userId_stager_nn" CHECK ("userId_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "Note" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Note_postId_stager_nn";
ALTER TABLE "Note" ADD CONSTRAINT "stager_20260101000000_Note_postId_stager_nn" CHECK ("postId_stager" IS NOT NULL) NOT VALID;
COMMIT;
