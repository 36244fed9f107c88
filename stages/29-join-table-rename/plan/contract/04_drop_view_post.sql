-- drop the view Post: the application that knows articles by that name is gone
-- Lock: ACCESS EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"Post"') AND relkind IN ('v')) THEN
    DROP VIEW "Post";
  END IF;
END $stager$;
COMMIT;
