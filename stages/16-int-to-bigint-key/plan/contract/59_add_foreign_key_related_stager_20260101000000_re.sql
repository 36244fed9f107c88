-- foreign key _Related (B_stager) -> Post for new rows
-- Lock: SHARE ROW EXCLUSIVE on _Related
-- Lock: SHARE ROW EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"_Related"'::regclass AND conname = 'stager_20260101000000__Related__Related_B_fkey') THEN
    ALTER TABLE "_Related" ADD CONSTRAINT "stager_20260101000000__Related__Related_B_fkey" FOREIGN KEY ("B_stager") REFERENCES "Post"("id_stager") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
