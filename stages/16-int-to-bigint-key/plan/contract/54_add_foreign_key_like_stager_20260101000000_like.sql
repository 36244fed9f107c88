-- foreign key Like (userId_stager) -> users for new rows
-- Lock: SHARE ROW EXCLUSIVE on Like
-- Lock: SHARE ROW EXCLUSIVE on users
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"Like"'::regclass AND conname = 'stager_20260101000000_Like_Like_userId_fkey') THEN
    ALTER TABLE "Like" ADD CONSTRAINT "stager_20260101000000_Like_Like_userId_fkey" FOREIGN KEY ("userId_stager") REFERENCES "users"("id_stager") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
