-- drop the dual-write trigger of Like
-- Lock: ACCESS EXCLUSIVE on Like
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Like" ON "Like";
DROP FUNCTION IF EXISTS "stager_20260101000000_Like"();
COMMIT;
