-- Note.userId_stager becomes NOT NULL
-- Note.postId_stager becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on Note
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Note" ALTER COLUMN "userId_stager" SET NOT NULL;
ALTER TABLE "Note" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Note_userId_stager_nn";
ALTER TABLE "Note" ALTER COLUMN "postId_stager" SET NOT NULL;
ALTER TABLE "Note" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Note_postId_stager_nn";
COMMIT;
