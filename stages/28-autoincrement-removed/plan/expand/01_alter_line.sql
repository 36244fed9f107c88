-- add Line.number beside ticket, with the same rights, comment and statistics target
-- keep old and new columns of Line in step by a trigger
-- Lock: ACCESS EXCLUSIVE on Line
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Line" ADD COLUMN IF NOT EXISTS "number" INTEGER;
DO $stager$
DECLARE
  c pg_catalog.pg_attribute;
  t pg_catalog.pg_type;
  acl record;
BEGIN
  SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Line"'::regclass AND attname = 'ticket' AND NOT attisdropped;
  SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
  FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
    EXECUTE 'GRANT ' || acl.privilege_type || ' ("number") ON "Line" TO ' ||
      CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
  END LOOP;
  IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
    EXECUTE 'COMMENT ON COLUMN "Line"."number" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
  END IF;
  IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Line" ALTER COLUMN "number" SET STATISTICS ' || c.attstattarget; END IF;
  IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Line" ALTER COLUMN "number" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
  IF c.attcollation <> t.typcollation THEN EXECUTE 'ALTER TABLE "Line" ALTER COLUMN "number" TYPE ' || format_type(c.atttypid, c.atttypmod) || ' COLLATE ' || c.attcollation::regcollation; END IF;
  IF c.attstorage <> t.typstorage THEN EXECUTE 'ALTER TABLE "Line" ALTER COLUMN "number" SET STORAGE ' || CASE c.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END; END IF;
  IF c.attcompression <> '' THEN EXECUTE 'ALTER TABLE "Line" ALTER COLUMN "number" SET COMPRESSION ' || CASE c.attcompression WHEN 'l' THEN 'lz4' ELSE 'pglz' END; END IF;
END $stager$;
ALTER TABLE "Line" ALTER COLUMN "ticket" DROP NOT NULL;
CREATE SEQUENCE IF NOT EXISTS "stager_20260101000000_Line_old_writes";
GRANT USAGE ON SEQUENCE "stager_20260101000000_Line_old_writes" TO PUBLIC;
CREATE OR REPLACE FUNCTION "stager_20260101000000_Line"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."number" IS NULL THEN NEW."number" := NEW."ticket";
    ELSE NEW."ticket" := NEW."number"; END IF;
  ELSE
    IF (NEW."ticket" IS DISTINCT FROM OLD."ticket" AND NOT NEW."number" IS DISTINCT FROM OLD."number") THEN
      IF current_setting('stager.backfill', true) IS DISTINCT FROM 'on' AND pg_trigger_depth() = 1 AND current_setting('stager.counted', true) IS DISTINCT FROM TG_RELID::text THEN
        PERFORM nextval((quote_ident(TG_TABLE_SCHEMA) || '."stager_20260101000000_Line_old_writes"')::regclass);
        PERFORM set_config('stager.counted', TG_RELID::text, true);
      END IF;
    END IF;
    IF NEW."number" IS DISTINCT FROM OLD."number" THEN NEW."ticket" := NEW."number";
    ELSIF NEW."ticket" IS DISTINCT FROM OLD."ticket" THEN NEW."number" := NEW."ticket"; END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_Line" BEFORE INSERT ON "Line" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_Line"();
CREATE OR REPLACE TRIGGER "stager_20260101000000_Line_update" BEFORE UPDATE ON "Line" FOR EACH ROW WHEN ((NEW."number" IS DISTINCT FROM OLD."number" AND NEW."number" IS DISTINCT FROM NEW."ticket") OR (NEW."ticket" IS DISTINCT FROM OLD."ticket")) EXECUTE FUNCTION "stager_20260101000000_Line"();
COMMIT;
