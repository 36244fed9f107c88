-- drop foreign key Post_authorId_fkey of Post
-- Lock: ACCESS EXCLUSIVE on Post
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE IF EXISTS "Post" DROP CONSTRAINT IF EXISTS "Post_authorId_fkey";
COMMIT;
