-- drop the dual-write trigger of User
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_User" ON "User";
DROP TRIGGER IF EXISTS "stager_20260101000000_User_update" ON "User";
DROP FUNCTION IF EXISTS "stager_20260101000000_User"();
COMMIT;
