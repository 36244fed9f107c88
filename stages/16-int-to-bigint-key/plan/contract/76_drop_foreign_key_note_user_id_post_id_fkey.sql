-- drop foreign key Note_userId_postId_fkey of Note
-- Lock: ACCESS EXCLUSIVE on Note
-- Lock: ACCESS EXCLUSIVE on Like
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE IF EXISTS "Note" DROP CONSTRAINT IF EXISTS "Note_userId_postId_fkey";
COMMIT;
