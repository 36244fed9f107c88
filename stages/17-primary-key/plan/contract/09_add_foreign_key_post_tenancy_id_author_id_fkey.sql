-- foreign key Post (tenancyId, authorId) -> User for new rows
-- Lock: SHARE ROW EXCLUSIVE on Post
-- Lock: SHARE ROW EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"Post"'::regclass AND conname = 'Post_tenancyId_authorId_fkey') THEN
    ALTER TABLE "Post" ADD CONSTRAINT "Post_tenancyId_authorId_fkey" FOREIGN KEY ("tenancyId", "authorId") REFERENCES "User"("tenancyId", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
