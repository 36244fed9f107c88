-- drop the dual-write trigger of Account
-- Lock: ACCESS EXCLUSIVE on Account
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Account" ON "Account";
DROP TRIGGER IF EXISTS "stager_20260101000000_Account_update" ON "Account";
DROP FUNCTION IF EXISTS "stager_20260101000000_Account"();
COMMIT;
