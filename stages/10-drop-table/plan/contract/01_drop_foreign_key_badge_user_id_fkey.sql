-- drop foreign key Badge_userId_fkey of Badge
-- Lock: ACCESS EXCLUSIVE on Badge
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE IF EXISTS "Badge" DROP CONSTRAINT IF EXISTS "Badge_userId_fkey";
COMMIT;
