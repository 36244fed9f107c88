-- new rows of _PostToTag need A_stager
-- Lock: ACCESS EXCLUSIVE on _PostToTag
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "_PostToTag" DROP CONSTRAINT IF EXISTS "stager_20260101000000__PostToTag_A_stager_nn";
ALTER TABLE "_PostToTag" ADD CONSTRAINT "stager_20260101000000__PostToTag_A_stager_nn" CHECK ("A_stager" IS NOT NULL) NOT VALID;
COMMIT;
