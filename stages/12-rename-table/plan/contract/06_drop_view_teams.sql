-- drop the view teams: the application that knows groups by that name is gone
-- Lock: ACCESS EXCLUSIVE on teams
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"teams"') AND relkind IN ('v')) THEN
    DROP VIEW "teams";
  END IF;
END $stager$;
COMMIT;
