-- rename constraint Comment_userId_fkey of Comment to comment_user_fk
-- Lock: ACCESS EXCLUSIVE on Comment
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"Comment"') AND conname = 'Comment_userId_fkey') THEN
    ALTER TABLE "Comment" RENAME CONSTRAINT "Comment_userId_fkey" TO "comment_user_fk";
  END IF;
END $stager$;
COMMIT;
