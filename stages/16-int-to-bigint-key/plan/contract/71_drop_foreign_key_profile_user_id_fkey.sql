-- drop foreign key Profile_userId_fkey of Profile
-- Lock: ACCESS EXCLUSIVE on Profile
-- Lock: ACCESS EXCLUSIVE on users
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"Profile"') IS NOT NULL THEN LOCK TABLE "Profile" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"users"') IS NOT NULL THEN LOCK TABLE "users" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
ALTER TABLE IF EXISTS "Profile" DROP CONSTRAINT IF EXISTS "Profile_userId_fkey";
COMMIT;
