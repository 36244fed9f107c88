-- drop the dual-write trigger of Line
-- Lock: ACCESS EXCLUSIVE on Line
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Line" ON "Line";
DROP TRIGGER IF EXISTS "stager_20260101000000_Line_update" ON "Line";
DROP FUNCTION IF EXISTS "stager_20260101000000_Line"();
DROP SEQUENCE IF EXISTS "stager_20260101000000_Line_old_writes";
COMMIT;
