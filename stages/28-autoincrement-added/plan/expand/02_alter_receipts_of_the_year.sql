-- a sequence for billing.receipts of the year.years'_number
-- a sequence for billing.receipts of the year.page
-- a sequence for billing.receipts of the year.line
-- keep old and new columns of billing.receipts of the year in step by a trigger
-- Lock: SHARE ROW EXCLUSIVE on billing.receipts of the year
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
CREATE SEQUENCE IF NOT EXISTS "billing"."receipts of the year_years'_number_seq" AS integer OWNED BY "billing"."receipts of the year"."years'_number";
DO $stager$
BEGIN
  DECLARE writer text; BEGIN
    FOR writer IN
      SELECT DISTINCT CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END FROM pg_catalog.pg_class c,
        LATERAL (SELECT * FROM aclexplode(c.relacl) UNION ALL SELECT own.* FROM pg_catalog.pg_attribute a, aclexplode(a.attacl) own WHERE a.attrelid = c.oid) AS acl
      WHERE c.oid = '"billing"."receipts of the year"'::regclass AND acl.privilege_type IN ('INSERT', 'UPDATE') AND acl.grantee <> c.relowner
    LOOP
      EXECUTE format('GRANT USAGE, SELECT, UPDATE ON SEQUENCE "billing"."receipts of the year_years''_number_seq" TO %s', writer);
    END LOOP;
  END;
END $stager$;
CREATE SEQUENCE IF NOT EXISTS "billing"."receipts of the year_page_seq" AS bigint OWNED BY "billing"."receipts of the year"."page";
DO $stager$
BEGIN
  DECLARE writer text; BEGIN
    FOR writer IN
      SELECT DISTINCT CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END FROM pg_catalog.pg_class c,
        LATERAL (SELECT * FROM aclexplode(c.relacl) UNION ALL SELECT own.* FROM pg_catalog.pg_attribute a, aclexplode(a.attacl) own WHERE a.attrelid = c.oid) AS acl
      WHERE c.oid = '"billing"."receipts of the year"'::regclass AND acl.privilege_type IN ('INSERT', 'UPDATE') AND acl.grantee <> c.relowner
    LOOP
      EXECUTE format('GRANT USAGE, SELECT, UPDATE ON SEQUENCE "billing"."receipts of the year_page_seq" TO %s', writer);
    END LOOP;
  END;
END $stager$;
CREATE SEQUENCE IF NOT EXISTS "billing"."receipts of the year_line_seq" AS smallint OWNED BY "billing"."receipts of the year"."line";
DO $stager$
BEGIN
  DECLARE writer text; BEGIN
    FOR writer IN
      SELECT DISTINCT CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END FROM pg_catalog.pg_class c,
        LATERAL (SELECT * FROM aclexplode(c.relacl) UNION ALL SELECT own.* FROM pg_catalog.pg_attribute a, aclexplode(a.attacl) own WHERE a.attrelid = c.oid) AS acl
      WHERE c.oid = '"billing"."receipts of the year"'::regclass AND acl.privilege_type IN ('INSERT', 'UPDATE') AND acl.grantee <> c.relowner
    LOOP
      EXECUTE format('GRANT USAGE, SELECT, UPDATE ON SEQUENCE "billing"."receipts of the year_line_seq" TO %s', writer);
    END LOOP;
  END;
END $stager$;
CREATE OR REPLACE FUNCTION "billing"."stager_20260101000000_receipts of the year"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT 1 FROM "billing"."receipts of the year_years'_number_seq" AS s WHERE NEW."years'_number" > s.last_value OR (NEW."years'_number" = s.last_value AND NOT s.is_called)) THEN
      BEGIN
        PERFORM pg_advisory_xact_lock(72707370, '"billing"."receipts of the year_years''_number_seq"'::regclass::oid::integer);
        PERFORM setval('"billing"."receipts of the year_years''_number_seq"'::regclass, NEW."years'_number") FROM "billing"."receipts of the year_years'_number_seq" AS s WHERE NEW."years'_number" > s.last_value OR (NEW."years'_number" = s.last_value AND NOT s.is_called);
        RAISE EXCEPTION USING ERRCODE = 'STG28';
      EXCEPTION WHEN SQLSTATE 'STG28' THEN NULL;
      END;
    END IF;
    IF EXISTS (SELECT 1 FROM "billing"."receipts of the year_page_seq" AS s WHERE NEW."page" > s.last_value OR (NEW."page" = s.last_value AND NOT s.is_called)) THEN
      BEGIN
        PERFORM pg_advisory_xact_lock(72707370, '"billing"."receipts of the year_page_seq"'::regclass::oid::integer);
        PERFORM setval('"billing"."receipts of the year_page_seq"'::regclass, NEW."page") FROM "billing"."receipts of the year_page_seq" AS s WHERE NEW."page" > s.last_value OR (NEW."page" = s.last_value AND NOT s.is_called);
        RAISE EXCEPTION USING ERRCODE = 'STG28';
      EXCEPTION WHEN SQLSTATE 'STG28' THEN NULL;
      END;
    END IF;
    IF EXISTS (SELECT 1 FROM "billing"."receipts of the year_line_seq" AS s WHERE NEW."line" > s.last_value OR (NEW."line" = s.last_value AND NOT s.is_called)) THEN
      BEGIN
        PERFORM pg_advisory_xact_lock(72707370, '"billing"."receipts of the year_line_seq"'::regclass::oid::integer);
        PERFORM setval('"billing"."receipts of the year_line_seq"'::regclass, NEW."line") FROM "billing"."receipts of the year_line_seq" AS s WHERE NEW."line" > s.last_value OR (NEW."line" = s.last_value AND NOT s.is_called);
        RAISE EXCEPTION USING ERRCODE = 'STG28';
      EXCEPTION WHEN SQLSTATE 'STG28' THEN NULL;
      END;
    END IF;
  ELSE
    IF NEW."years'_number" IS DISTINCT FROM OLD."years'_number" AND EXISTS (SELECT 1 FROM "billing"."receipts of the year_years'_number_seq" AS s WHERE NEW."years'_number" > s.last_value OR (NEW."years'_number" = s.last_value AND NOT s.is_called)) THEN
      BEGIN
        PERFORM pg_advisory_xact_lock(72707370, '"billing"."receipts of the year_years''_number_seq"'::regclass::oid::integer);
        PERFORM setval('"billing"."receipts of the year_years''_number_seq"'::regclass, NEW."years'_number") FROM "billing"."receipts of the year_years'_number_seq" AS s WHERE NEW."years'_number" > s.last_value OR (NEW."years'_number" = s.last_value AND NOT s.is_called);
        RAISE EXCEPTION USING ERRCODE = 'STG28';
      EXCEPTION WHEN SQLSTATE 'STG28' THEN NULL;
      END;
    END IF;
    IF NEW."page" IS DISTINCT FROM OLD."page" AND EXISTS (SELECT 1 FROM "billing"."receipts of the year_page_seq" AS s WHERE NEW."page" > s.last_value OR (NEW."page" = s.last_value AND NOT s.is_called)) THEN
      BEGIN
        PERFORM pg_advisory_xact_lock(72707370, '"billing"."receipts of the year_page_seq"'::regclass::oid::integer);
        PERFORM setval('"billing"."receipts of the year_page_seq"'::regclass, NEW."page") FROM "billing"."receipts of the year_page_seq" AS s WHERE NEW."page" > s.last_value OR (NEW."page" = s.last_value AND NOT s.is_called);
        RAISE EXCEPTION USING ERRCODE = 'STG28';
      EXCEPTION WHEN SQLSTATE 'STG28' THEN NULL;
      END;
    END IF;
    IF NEW."line" IS DISTINCT FROM OLD."line" AND EXISTS (SELECT 1 FROM "billing"."receipts of the year_line_seq" AS s WHERE NEW."line" > s.last_value OR (NEW."line" = s.last_value AND NOT s.is_called)) THEN
      BEGIN
        PERFORM pg_advisory_xact_lock(72707370, '"billing"."receipts of the year_line_seq"'::regclass::oid::integer);
        PERFORM setval('"billing"."receipts of the year_line_seq"'::regclass, NEW."line") FROM "billing"."receipts of the year_line_seq" AS s WHERE NEW."line" > s.last_value OR (NEW."line" = s.last_value AND NOT s.is_called);
        RAISE EXCEPTION USING ERRCODE = 'STG28';
      EXCEPTION WHEN SQLSTATE 'STG28' THEN NULL;
      END;
    END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_receipts of the year" BEFORE INSERT ON "billing"."receipts of the year" FOR EACH ROW EXECUTE FUNCTION "billing"."stager_20260101000000_receipts of the year"();
CREATE OR REPLACE TRIGGER "stager_20260101000000_receipts of the year_update" BEFORE UPDATE ON "billing"."receipts of the year" FOR EACH ROW WHEN ((NEW."years'_number" IS DISTINCT FROM OLD."years'_number") OR (NEW."page" IS DISTINCT FROM OLD."page") OR (NEW."line" IS DISTINCT FROM OLD."line")) EXECUTE FUNCTION "billing"."stager_20260101000000_receipts of the year"();
COMMIT;
