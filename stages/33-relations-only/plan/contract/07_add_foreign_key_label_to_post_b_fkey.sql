-- foreign key _LabelToPost (B) -> Post for new rows
-- Lock: SHARE ROW EXCLUSIVE on _LabelToPost
-- Lock: SHARE ROW EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"_LabelToPost"'::regclass AND conname = '_LabelToPost_B_fkey') THEN
    ALTER TABLE "_LabelToPost" ADD CONSTRAINT "_LabelToPost_B_fkey" FOREIGN KEY ("B") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
