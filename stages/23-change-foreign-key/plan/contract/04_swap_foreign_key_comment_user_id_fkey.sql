-- Comment_userId_fkey of Comment is replaced by its new definition
-- Lock: ACCESS EXCLUSIVE on Comment
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"Comment"') IS NOT NULL THEN LOCK TABLE "Comment" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"User"') IS NOT NULL THEN LOCK TABLE "User" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
ALTER TABLE IF EXISTS "Comment" DROP CONSTRAINT IF EXISTS "Comment_userId_fkey";
ALTER TABLE "Comment" RENAME CONSTRAINT "stager_20260101000000_Comment_userId_fkey" TO "Comment_userId_fkey";
COMMIT;
