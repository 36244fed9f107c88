-- foreign key Post (reviewerId_stager) -> users for new rows
-- Lock: SHARE ROW EXCLUSIVE on Post
-- Lock: SHARE ROW EXCLUSIVE on users
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"Post"'::regclass AND conname = 'stager_20260101000000_Post_Post_reviewerId_fkey') THEN
    ALTER TABLE "Post" ADD CONSTRAINT "stager_20260101000000_Post_Post_reviewerId_fkey" FOREIGN KEY ("reviewerId_stager") REFERENCES "users"("id_stager") ON DELETE SET NULL ON UPDATE NO ACTION NOT VALID;
  END IF;
END $stager$;
COMMIT;
