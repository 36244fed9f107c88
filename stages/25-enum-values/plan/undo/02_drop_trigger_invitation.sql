-- drop the dual-write trigger of Invitation
-- Lock: ACCESS EXCLUSIVE on Invitation
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Invitation" ON "Invitation";
DROP FUNCTION IF EXISTS "stager_20260101000000_Invitation"();
COMMIT;
