-- drop the view User
-- auth.User becomes User again
-- Lock: ACCESS EXCLUSIVE on User
-- Lock: ACCESS EXCLUSIVE on auth.User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"User"') IS NOT NULL THEN LOCK TABLE "User" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"auth"."User"') IS NOT NULL THEN LOCK TABLE "auth"."User" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"User"') AND relkind IN ('v')) THEN
    DROP VIEW "User";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"auth"."User"') AND relkind IN ('r', 'p')) THEN
    EXECUTE format('ALTER TABLE "auth"."User" SET SCHEMA %I', current_schema());
  END IF;
END $stager$;
COMMIT;
