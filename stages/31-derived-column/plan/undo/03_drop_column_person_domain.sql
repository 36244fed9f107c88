-- drop Person.domain again
-- Lock: ACCESS EXCLUSIVE on Person
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Person" DROP COLUMN IF EXISTS "domain";
COMMIT;
