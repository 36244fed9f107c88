-- drop foreign key Like_postId_fkey of Like
-- Lock: ACCESS EXCLUSIVE on Like
-- Lock: ACCESS EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE IF EXISTS "Like" DROP CONSTRAINT IF EXISTS "Like_postId_fkey";
COMMIT;
