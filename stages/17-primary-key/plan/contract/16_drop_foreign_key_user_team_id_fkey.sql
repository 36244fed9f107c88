-- drop foreign key User_teamId_fkey of User
-- Lock: ACCESS EXCLUSIVE on User
-- Lock: ACCESS EXCLUSIVE on Team
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE IF EXISTS "User" DROP CONSTRAINT IF EXISTS "User_teamId_fkey";
COMMIT;
