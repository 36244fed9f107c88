-- _Related.A_stager becomes NOT NULL
-- _Related.B_stager becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on _Related
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "_Related" ALTER COLUMN "A_stager" SET NOT NULL;
ALTER TABLE "_Related" DROP CONSTRAINT IF EXISTS "stager_20260101000000__Related_A_stager_nn";
ALTER TABLE "_Related" ALTER COLUMN "B_stager" SET NOT NULL;
ALTER TABLE "_Related" DROP CONSTRAINT IF EXISTS "stager_20260101000000__Related_B_stager_nn";
COMMIT;
