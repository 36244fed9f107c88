-- drop the view _about: the application that knows _article topics by that name is gone
-- Lock: ACCESS EXCLUSIVE on _about
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"_about"') AND relkind IN ('v')) THEN
    DROP VIEW "_about";
  END IF;
END $stager$;
COMMIT;
