-- drop the view User: the application that knows Account by that name is gone
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"User"') AND relkind IN ('v')) THEN
    DROP VIEW "User";
  END IF;
END $stager$;
COMMIT;
