-- drop the view User
-- auth.User becomes User again
-- Lock: ACCESS EXCLUSIVE on User
-- Lock: ACCESS EXCLUSIVE on auth.User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
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
