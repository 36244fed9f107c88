-- foreign key Label (tenancyId, postId) -> Post for new rows
-- Lock: SHARE ROW EXCLUSIVE on Label
-- Lock: SHARE ROW EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"Label"'::regclass AND conname = 'Label_tenancyId_postId_fkey') THEN
    ALTER TABLE "Label" ADD CONSTRAINT "Label_tenancyId_postId_fkey" FOREIGN KEY ("tenancyId", "postId") REFERENCES "Post"("tenancyId", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
