-- rename constraint comment_pk of Comment to Comment_pkey
-- Lock: ACCESS EXCLUSIVE on Comment
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"Comment"') AND conname = 'comment_pk') THEN
    ALTER TABLE "Comment" RENAME CONSTRAINT "comment_pk" TO "Comment_pkey";
  END IF;
END $stager$;
COMMIT;
