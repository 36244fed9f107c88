-- drop the "Role" that User.second was
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "User" DROP COLUMN IF EXISTS "second_stager_old";
COMMIT;
