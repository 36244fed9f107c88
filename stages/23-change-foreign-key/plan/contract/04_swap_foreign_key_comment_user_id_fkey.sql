-- Comment_userId_fkey of Comment is replaced by its new definition
-- Lock: ACCESS EXCLUSIVE on Comment
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE IF EXISTS "Comment" DROP CONSTRAINT IF EXISTS "Comment_userId_fkey";
ALTER TABLE "Comment" RENAME CONSTRAINT "stager_20260101000000_Comment_userId_fkey" TO "Comment_userId_fkey";
COMMIT;
