-- Person.firstName becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on Person
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Person" ALTER COLUMN "firstName" SET NOT NULL;
ALTER TABLE "Person" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Person_firstName_nn";
COMMIT;
