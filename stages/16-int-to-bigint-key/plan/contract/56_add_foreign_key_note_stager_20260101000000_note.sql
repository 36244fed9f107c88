-- foreign key Note (userId_stager, postId_stager) -> Like for new rows
-- Lock: SHARE ROW EXCLUSIVE on Note
-- Lock: SHARE ROW EXCLUSIVE on Like
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"Note"'::regclass AND conname = 'stager_20260101000000_Note_Note_userId_postId_fkey') THEN
    ALTER TABLE "Note" ADD CONSTRAINT "stager_20260101000000_Note_Note_userId_postId_fkey" FOREIGN KEY ("userId_stager", "postId_stager") REFERENCES "Like"("userId_stager", "postId_stager") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
