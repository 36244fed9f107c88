-- drop Post.authorId_stager again
-- Lock: ACCESS EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Post" DROP COLUMN IF EXISTS "authorId_stager";
COMMIT;
