-- drop the trigger between User.language and Profile.language on User
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_User_language_push" ON "User";
DROP FUNCTION IF EXISTS "stager_20260101000000_User_language_push"();
COMMIT;
