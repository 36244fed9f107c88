-- foreign key _LabelToPost (A) -> Label for new rows
-- Lock: SHARE ROW EXCLUSIVE on _LabelToPost
-- Lock: SHARE ROW EXCLUSIVE on Label
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"_LabelToPost"'::regclass AND conname = '_LabelToPost_A_fkey') THEN
    ALTER TABLE "_LabelToPost" ADD CONSTRAINT "_LabelToPost_A_fkey" FOREIGN KEY ("A") REFERENCES "Label"("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
