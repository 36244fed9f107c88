-- drop the dual-write trigger of Label
-- Lock: ACCESS EXCLUSIVE on Label
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Label" ON "Label";
DROP TRIGGER IF EXISTS "stager_20260101000000_Label_update" ON "Label";
DROP FUNCTION IF EXISTS "stager_20260101000000_Label"();
COMMIT;
