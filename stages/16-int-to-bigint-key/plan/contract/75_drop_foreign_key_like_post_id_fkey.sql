-- drop foreign key Like_postId_fkey of Like
-- Lock: ACCESS EXCLUSIVE on Like
-- Lock: ACCESS EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"Like"') IS NOT NULL THEN LOCK TABLE "Like" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"Post"') IS NOT NULL THEN LOCK TABLE "Post" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
ALTER TABLE IF EXISTS "Like" DROP CONSTRAINT IF EXISTS "Like_postId_fkey";
COMMIT;
