-- drop the view _LabelToPost: the application that knows _ArticleToLabel by that name is gone
-- Lock: ACCESS EXCLUSIVE on _LabelToPost
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"_LabelToPost"') AND relkind IN ('v')) THEN
    DROP VIEW "_LabelToPost";
  END IF;
END $stager$;
COMMIT;
