-- drop Profile.userId_stager again
-- Lock: ACCESS EXCLUSIVE on Profile
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Profile" DROP COLUMN IF EXISTS "userId_stager";
COMMIT;
