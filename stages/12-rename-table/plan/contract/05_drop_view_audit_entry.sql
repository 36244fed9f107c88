-- drop the view AuditEntry: the application that knows audit entries by that name is gone
-- Lock: ACCESS EXCLUSIVE on AuditEntry
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"AuditEntry"') AND relkind IN ('v')) THEN
    DROP VIEW "AuditEntry";
  END IF;
END $stager$;
COMMIT;
