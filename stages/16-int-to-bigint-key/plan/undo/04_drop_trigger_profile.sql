-- drop the dual-write trigger of Profile
-- Lock: ACCESS EXCLUSIVE on Profile
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Profile" ON "Profile";
DROP FUNCTION IF EXISTS "stager_20260101000000_Profile"();
COMMIT;
