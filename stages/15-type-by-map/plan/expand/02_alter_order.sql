-- add Order.customerNo_v2 beside customerNo, with the same rights, comment and statistics target
-- keep old and new columns of Order in step by a trigger
-- Lock: ACCESS EXCLUSIVE on Order
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Order" ADD COLUMN IF NOT EXISTS "customerNo_v2" INTEGER;
DO $stager$
DECLARE
  c pg_catalog.pg_attribute;
  t pg_catalog.pg_type;
  acl record;
BEGIN
  SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Order"'::regclass AND attname = 'customerNo' AND NOT attisdropped;
  SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
  FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
    EXECUTE 'GRANT ' || acl.privilege_type || ' ("customerNo_v2") ON "Order" TO ' ||
      CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
  END LOOP;
  IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
    EXECUTE 'COMMENT ON COLUMN "Order"."customerNo_v2" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
  END IF;
  IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Order" ALTER COLUMN "customerNo_v2" SET STATISTICS ' || c.attstattarget; END IF;
  IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Order" ALTER COLUMN "customerNo_v2" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
END $stager$;
ALTER TABLE "Order" ALTER COLUMN "customerNo" DROP NOT NULL;
CREATE SEQUENCE IF NOT EXISTS "stager_20260101000000_Order_old_writes";
GRANT USAGE ON SEQUENCE "stager_20260101000000_Order_old_writes" TO PUBLIC;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Order"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF (NEW."customerNo_v2" IS NULL AND NEW."customerNo" IS NOT NULL) THEN
      IF current_setting('stager.backfill', true) IS DISTINCT FROM 'on' AND pg_trigger_depth() = 1 AND current_setting('stager.counted', true) IS DISTINCT FROM TG_RELID::text THEN
        PERFORM nextval((quote_ident(TG_TABLE_SCHEMA) || '."stager_20260101000000_Order_old_writes"')::regclass);
        PERFORM set_config('stager.counted', TG_RELID::text, true);
      END IF;
    END IF;
    IF NEW."customerNo_v2" IS NULL THEN NEW."customerNo_v2" := (CASE WHEN NEW."customerNo" ~ '^[+-]?[0-9]{1,40}$' THEN CASE WHEN NEW."customerNo"::NUMERIC BETWEEN -2147483648 AND 2147483647 THEN NEW."customerNo"::NUMERIC::INTEGER END END);
    ELSE NEW."customerNo" := (NEW."customerNo_v2"::TEXT); END IF;
  ELSE
    IF (NEW."customerNo" IS DISTINCT FROM OLD."customerNo" COLLATE "C" AND NOT NEW."customerNo_v2" IS DISTINCT FROM OLD."customerNo_v2") THEN
      IF current_setting('stager.backfill', true) IS DISTINCT FROM 'on' AND pg_trigger_depth() = 1 AND current_setting('stager.counted', true) IS DISTINCT FROM TG_RELID::text THEN
        PERFORM nextval((quote_ident(TG_TABLE_SCHEMA) || '."stager_20260101000000_Order_old_writes"')::regclass);
        PERFORM set_config('stager.counted', TG_RELID::text, true);
      END IF;
    END IF;
    IF NEW."customerNo_v2" IS DISTINCT FROM OLD."customerNo_v2" THEN IF NEW."customerNo_v2" IS DISTINCT FROM ((CASE WHEN NEW."customerNo" ~ '^[+-]?[0-9]{1,40}$' THEN CASE WHEN NEW."customerNo"::NUMERIC BETWEEN -2147483648 AND 2147483647 THEN NEW."customerNo"::NUMERIC::INTEGER END END)) THEN NEW."customerNo" := (NEW."customerNo_v2"::TEXT); END IF;
    ELSIF NEW."customerNo" IS DISTINCT FROM OLD."customerNo" COLLATE "C" THEN NEW."customerNo_v2" := (CASE WHEN NEW."customerNo" ~ '^[+-]?[0-9]{1,40}$' THEN CASE WHEN NEW."customerNo"::NUMERIC BETWEEN -2147483648 AND 2147483647 THEN NEW."customerNo"::NUMERIC::INTEGER END END); END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Order" BEFORE INSERT ON "Order" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Order"();
CREATE OR REPLACE TRIGGER "stager_20260101000000_Order_update" BEFORE UPDATE ON "Order" FOR EACH ROW WHEN ((NEW."customerNo_v2" IS DISTINCT FROM OLD."customerNo_v2" AND current_setting('stager.backfill', true) IS DISTINCT FROM 'on') OR (NEW."customerNo" IS DISTINCT FROM OLD."customerNo" COLLATE "C")) EXECUTE FUNCTION "stager_20260101000000_Order"();
COMMIT;
