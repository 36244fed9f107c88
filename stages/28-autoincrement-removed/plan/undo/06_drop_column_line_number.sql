-- drop Line.number again
-- Lock: ACCESS EXCLUSIVE on Line
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Line" DROP COLUMN IF EXISTS "number";
COMMIT;
