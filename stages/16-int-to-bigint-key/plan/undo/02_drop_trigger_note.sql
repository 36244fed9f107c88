-- drop the dual-write trigger of Note
-- Lock: ACCESS EXCLUSIVE on Note
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Note" ON "Note";
DROP FUNCTION IF EXISTS "stager_20260101000000_Note"();
COMMIT;
