-- drop the dual-write trigger of users
-- Lock: ACCESS EXCLUSIVE on users
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_users" ON "users";
DROP FUNCTION IF EXISTS "stager_20260101000000_users"();
COMMIT;
