-- drop the INTEGER that _Related.B was
-- Lock: ACCESS EXCLUSIVE on _Related
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "_Related" DROP COLUMN IF EXISTS "B_stager_old";
COMMIT;
