-- new rows of Person need lastName
-- Lock: ACCESS EXCLUSIVE on Person
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Person" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Person_lastName_nn";
ALTER TABLE "Person" ADD CONSTRAINT "stager_20260101000000_Person_lastName_nn" CHECK ("lastName" IS NOT NULL) NOT VALID;
COMMIT;
