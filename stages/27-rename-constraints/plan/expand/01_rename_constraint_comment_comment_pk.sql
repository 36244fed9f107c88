-- rename constraint Comment_pkey of Comment to comment_pk
-- Lock: ACCESS EXCLUSIVE on Comment
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"Comment"') AND conname = 'Comment_pkey') THEN
    ALTER TABLE "Comment" RENAME CONSTRAINT "Comment_pkey" TO "comment_pk";
  END IF;
END $stager$;
COMMIT;
