-- drop the view old_place._TagToUser
-- content._TagToUser becomes old_place._TagToUser again
-- Lock: ACCESS EXCLUSIVE on old_place._TagToUser
-- Lock: ACCESS EXCLUSIVE on content._TagToUser
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"old_place"."_TagToUser"') AND relkind IN ('v')) THEN
    DROP VIEW "old_place"."_TagToUser";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"content"."_TagToUser"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "content"."_TagToUser" SET SCHEMA "old_place";
  END IF;
END $stager$;
COMMIT;
