-- Person.name becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on Person
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Person" ALTER COLUMN "name" SET NOT NULL;
ALTER TABLE "Person" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Person_name_nn";
COMMIT;
