-- new rows of _Related need A_stager
-- new rows of _Related need B_stager
-- Lock: ACCESS EXCLUSIVE on _Related
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "_Related" DROP CONSTRAINT IF EXISTS "stager_20260101000000__Related_A_stager_nn";
ALTER TABLE "_Related" ADD CONSTRAINT "stager_20260101000000__Related_A_stager_nn" CHECK ("A_stager" IS NOT NULL) NOT VALID;
ALTER TABLE "_Related" DROP CONSTRAINT IF EXISTS "stager_20260101000000__Related_B_stager_nn";
ALTER TABLE "_Related" ADD CONSTRAINT "stager_20260101000000__Related_B_stager_nn" CHECK ("B_stager" IS NOT NULL) NOT VALID;
COMMIT;
