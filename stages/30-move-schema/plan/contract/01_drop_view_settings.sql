-- drop the view old_place.settings: the application that knows app_settings by that name is gone
-- Lock: ACCESS EXCLUSIVE on old_place.settings
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"old_place"."settings"') AND relkind IN ('v')) THEN
    DROP VIEW "old_place"."settings";
  END IF;
END $stager$;
COMMIT;
