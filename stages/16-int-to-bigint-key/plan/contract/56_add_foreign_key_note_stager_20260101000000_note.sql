-- foreign key Note (userId_stager, postId_stager) -> Like for new rows
-- Lock: SHARE ROW EXCLUSIVE on Note
-- Lock: SHARE ROW EXCLUSIVE on Like
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"Note"') IS NOT NULL THEN LOCK TABLE "Note" IN SHARE ROW EXCLUSIVE MODE; END IF;
  IF to_regclass('"Like"') IS NOT NULL THEN LOCK TABLE "Like" IN SHARE ROW EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"Note"'::regclass AND conname = 'stager_20260101000000_Note_Note_userId_postId_fkey') THEN
    ALTER TABLE "Note" ADD CONSTRAINT "stager_20260101000000_Note_Note_userId_postId_fkey" FOREIGN KEY ("userId_stager", "postId_stager") REFERENCES "Like"("userId_stager", "postId_stager") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
  END IF;
END $stager$;
COMMIT;
