-- PostTag_postId_fkey of PostTag is replaced by its new definition
-- Lock: ACCESS EXCLUSIVE on PostTag
-- Lock: ACCESS EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE IF EXISTS "PostTag" DROP CONSTRAINT IF EXISTS "PostTag_postId_fkey";
ALTER TABLE "PostTag" RENAME CONSTRAINT "stager_20260101000000_PostTag_postId_fkey" TO "PostTag_postId_fkey";
COMMIT;
