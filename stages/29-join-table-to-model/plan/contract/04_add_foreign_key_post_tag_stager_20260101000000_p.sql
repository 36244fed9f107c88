-- foreign key PostTag (postId) -> Post for new rows
-- Lock: SHARE ROW EXCLUSIVE on PostTag
-- Lock: SHARE ROW EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"PostTag"'::regclass AND conname = 'stager_20260101000000_PostTag_postId_fkey') THEN
    ALTER TABLE "PostTag" ADD CONSTRAINT "stager_20260101000000_PostTag_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
