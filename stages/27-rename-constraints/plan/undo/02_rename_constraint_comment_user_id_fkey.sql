-- rename constraint comment_user_fk of Comment to Comment_userId_fkey
-- Lock: ACCESS EXCLUSIVE on Comment
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"Comment"') AND conname = 'comment_user_fk') THEN
    ALTER TABLE "Comment" RENAME CONSTRAINT "comment_user_fk" TO "Comment_userId_fkey";
  END IF;
END $stager$;
COMMIT;
