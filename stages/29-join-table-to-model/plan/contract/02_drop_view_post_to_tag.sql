-- drop the view _PostToTag: the application that knows PostTag by that name is gone
-- Lock: ACCESS EXCLUSIVE on _PostToTag
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"_PostToTag"') AND relkind IN ('v')) THEN
    DROP VIEW "_PostToTag";
  END IF;
END $stager$;
COMMIT;
