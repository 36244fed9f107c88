-- drop Like.postId_stager again
-- Lock: ACCESS EXCLUSIVE on Like
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Like" DROP COLUMN IF EXISTS "postId_stager";
COMMIT;
