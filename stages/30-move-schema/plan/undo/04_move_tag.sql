-- drop the view old_place.Tag
-- content.Tag becomes old_place.Tag again
-- Lock: ACCESS EXCLUSIVE on old_place.Tag
-- Lock: ACCESS EXCLUSIVE on content.Tag
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"old_place"."Tag"') AND relkind IN ('v')) THEN
    DROP VIEW "old_place"."Tag";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"content"."Tag"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "content"."Tag" SET SCHEMA "old_place";
  END IF;
END $stager$;
COMMIT;
