-- drop foreign key Like_userId_fkey of Like
-- Lock: ACCESS EXCLUSIVE on Like
-- Lock: ACCESS EXCLUSIVE on users
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE IF EXISTS "Like" DROP CONSTRAINT IF EXISTS "Like_userId_fkey";
COMMIT;
