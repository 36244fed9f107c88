-- Line.number becomes NOT NULL
-- Line.number takes over the default
-- Lock: ACCESS EXCLUSIVE on Line
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Line" ALTER COLUMN "number" SET NOT NULL;
ALTER TABLE "Line" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Line_number_nn";
DO $stager$
DECLARE counted regclass; BEGIN
  counted := (SELECT d.objid::regclass FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S' WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjid = to_regclass('"Line"') AND a.attname = 'ticket' LIMIT 1);
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"Line"'::regclass AND attname = 'ticket' AND attidentity <> '') THEN
    CREATE SEQUENCE IF NOT EXISTS "Line_number_seq" AS integer OWNED BY "Line"."number";
    EXECUTE format('SELECT setval(%L, last_value, is_called) FROM %s', '"Line_number_seq"', counted);
    DECLARE writer text; BEGIN
      FOR writer IN
        SELECT DISTINCT CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END FROM pg_catalog.pg_class c,
          LATERAL (SELECT * FROM aclexplode(c.relacl) UNION ALL SELECT own.* FROM pg_catalog.pg_attribute a, aclexplode(a.attacl) own WHERE a.attrelid = c.oid) AS acl
        WHERE c.oid = '"Line"'::regclass AND acl.privilege_type IN ('INSERT', 'UPDATE') AND acl.grantee <> c.relowner
      LOOP
        EXECUTE format('GRANT USAGE, SELECT, UPDATE ON SEQUENCE "Line_number_seq" TO %s', writer);
      END LOOP;
    END;
    ALTER TABLE "Line" ALTER COLUMN "number" SET DEFAULT nextval('"Line_number_seq"'::regclass);
  ELSIF counted IS NOT NULL THEN
    ALTER TABLE "Line" ALTER COLUMN "ticket" DROP DEFAULT;
    EXECUTE format('ALTER SEQUENCE %s OWNED BY %s', counted, '"Line"."number"');
    IF counted <> coalesce(to_regclass('"Line_number_seq"'), 0) THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO %I', counted, 'Line_number_seq'); END IF;
    ALTER TABLE "Line" ALTER COLUMN "number" SET DEFAULT nextval('"Line_number_seq"'::regclass);
  ELSE
    counted := (SELECT d.refobjid::regclass FROM pg_catalog.pg_attrdef f JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = f.oid AND d.refclassid = 'pg_catalog.pg_class'::regclass JOIN pg_catalog.pg_class c ON c.oid = d.refobjid AND c.relkind = 'S' WHERE f.adrelid = to_regclass('"Line"') AND a.attname = 'ticket' LIMIT 1);
    IF counted IS NOT NULL THEN
      ALTER TABLE "Line" ALTER COLUMN "ticket" DROP DEFAULT;
      EXECUTE format('ALTER TABLE "Line" ALTER COLUMN "number" SET DEFAULT nextval(%L::regclass)', counted);
    END IF;
  END IF;
END $stager$;
COMMIT;
