-- drop the dual-write trigger of Person
-- Lock: ACCESS EXCLUSIVE on Person
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Person" ON "Person";
DROP TRIGGER IF EXISTS "stager_20260101000000_Person_update" ON "Person";
DROP FUNCTION IF EXISTS "stager_20260101000000_Person"();
DROP SEQUENCE IF EXISTS "stager_20260101000000_Person_old_writes";
COMMIT;
