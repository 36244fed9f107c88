-- drop the view old_place._TagToUser: the application that knows content._TagToUser by that name is gone
-- Lock: ACCESS EXCLUSIVE on old_place._TagToUser
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"old_place"."_TagToUser"') AND relkind IN ('v')) THEN
    DROP VIEW "old_place"."_TagToUser";
  END IF;
END $stager$;
COMMIT;
