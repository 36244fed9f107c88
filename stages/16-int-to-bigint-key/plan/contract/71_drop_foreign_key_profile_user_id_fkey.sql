-- drop foreign key Profile_userId_fkey of Profile
-- Lock: ACCESS EXCLUSIVE on Profile
-- Lock: ACCESS EXCLUSIVE on users
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE IF EXISTS "Profile" DROP CONSTRAINT IF EXISTS "Profile_userId_fkey";
COMMIT;
