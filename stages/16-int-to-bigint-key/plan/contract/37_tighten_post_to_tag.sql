-- _PostToTag.A_stager becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on _PostToTag
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "_PostToTag" ALTER COLUMN "A_stager" SET NOT NULL;
ALTER TABLE "_PostToTag" DROP CONSTRAINT IF EXISTS "stager_20260101000000__PostToTag_A_stager_nn";
COMMIT;
