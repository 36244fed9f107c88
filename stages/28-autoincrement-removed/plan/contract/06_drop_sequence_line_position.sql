-- Line.position no longer counts by itself
-- Lock: ACCESS EXCLUSIVE on Line
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$
DECLARE counted regclass; BEGIN
  counted := (SELECT d.refobjid::regclass FROM pg_catalog.pg_attrdef f JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = f.oid AND d.refclassid = 'pg_catalog.pg_class'::regclass JOIN pg_catalog.pg_class c ON c.oid = d.refobjid AND c.relkind = 'S' WHERE f.adrelid = to_regclass('"Line"') AND a.attname = 'position' LIMIT 1);
  ALTER TABLE "Line" ALTER COLUMN "position" DROP IDENTITY IF EXISTS;
  counted := coalesce((SELECT d.objid::regclass FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S' WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjid = to_regclass('"Line"') AND a.attname = 'position' LIMIT 1), counted);
  ALTER TABLE "Line" ALTER COLUMN "position" SET DEFAULT 0;
  IF counted IS NOT NULL THEN
    BEGIN EXECUTE format('DROP SEQUENCE %s', counted); EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END;
  END IF;
END $stager$;
COMMIT;
