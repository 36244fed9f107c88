-- drop foreign key Comment_userId_fkey of Comment
-- Lock: ACCESS EXCLUSIVE on Comment
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE IF EXISTS "Comment" DROP CONSTRAINT IF EXISTS "Comment_userId_fkey";
COMMIT;
