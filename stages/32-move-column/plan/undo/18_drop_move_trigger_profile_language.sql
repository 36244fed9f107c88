-- drop the trigger between User.language and Profile.language on Profile
-- Lock: ACCESS EXCLUSIVE on Profile
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Profile_language_pull" ON "Profile";
DROP FUNCTION IF EXISTS "stager_20260101000000_Profile_language_pull"();
DROP TRIGGER IF EXISTS "stager_20260101000000_Profile_language_push" ON "Profile";
DROP FUNCTION IF EXISTS "stager_20260101000000_Profile_language_push"();
COMMIT;
