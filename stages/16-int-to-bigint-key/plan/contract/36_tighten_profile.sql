-- Profile.userId_stager becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on Profile
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Profile" ALTER COLUMN "userId_stager" SET NOT NULL;
ALTER TABLE "Profile" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Profile_userId_stager_nn";
COMMIT;
