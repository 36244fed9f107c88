-- add BlogPost.authorName beside author, with the same rights, comment and statistics target
-- add BlogPost.slug beside handle, with the same rights, comment and statistics target
-- keep old and new columns of BlogPost in step by a trigger
-- Lock: ACCESS EXCLUSIVE on BlogPost
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "BlogPost" ADD COLUMN IF NOT EXISTS "authorName" TEXT;
DO $stager$
DECLARE
  c pg_catalog.pg_attribute;
  t pg_catalog.pg_type;
  acl record;
BEGIN
  SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"BlogPost"'::regclass AND attname = 'author' AND NOT attisdropped;
  SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
  FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
    EXECUTE 'GRANT ' || acl.privilege_type || ' ("authorName") ON "BlogPost" TO ' ||
      CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
  END LOOP;
  IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
    EXECUTE 'COMMENT ON COLUMN "BlogPost"."authorName" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
  END IF;
  IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "BlogPost" ALTER COLUMN "authorName" SET STATISTICS ' || c.attstattarget; END IF;
  IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "BlogPost" ALTER COLUMN "authorName" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
  IF c.attcollation <> t.typcollation THEN EXECUTE 'ALTER TABLE "BlogPost" ALTER COLUMN "authorName" TYPE ' || format_type(c.atttypid, c.atttypmod) || ' COLLATE ' || c.attcollation::regcollation; END IF;
  IF c.attstorage <> t.typstorage THEN EXECUTE 'ALTER TABLE "BlogPost" ALTER COLUMN "authorName" SET STORAGE ' || CASE c.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END; END IF;
  IF c.attcompression <> '' THEN EXECUTE 'ALTER TABLE "BlogPost" ALTER COLUMN "authorName" SET COMPRESSION ' || CASE c.attcompression WHEN 'l' THEN 'lz4' ELSE 'pglz' END; END IF;
END $stager$;
ALTER TABLE "BlogPost" ALTER COLUMN "author" DROP NOT NULL;
ALTER TABLE "BlogPost" ADD COLUMN IF NOT EXISTS "slug" TEXT;
DO $stager$
DECLARE
  c pg_catalog.pg_attribute;
  t pg_catalog.pg_type;
  acl record;
BEGIN
  SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"BlogPost"'::regclass AND attname = 'handle' AND NOT attisdropped;
  SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
  FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
    EXECUTE 'GRANT ' || acl.privilege_type || ' ("slug") ON "BlogPost" TO ' ||
      CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
  END LOOP;
  IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
    EXECUTE 'COMMENT ON COLUMN "BlogPost"."slug" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
  END IF;
  IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "BlogPost" ALTER COLUMN "slug" SET STATISTICS ' || c.attstattarget; END IF;
  IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "BlogPost" ALTER COLUMN "slug" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
  IF c.attcollation <> t.typcollation THEN EXECUTE 'ALTER TABLE "BlogPost" ALTER COLUMN "slug" TYPE ' || format_type(c.atttypid, c.atttypmod) || ' COLLATE ' || c.attcollation::regcollation; END IF;
  IF c.attstorage <> t.typstorage THEN EXECUTE 'ALTER TABLE "BlogPost" ALTER COLUMN "slug" SET STORAGE ' || CASE c.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END; END IF;
  IF c.attcompression <> '' THEN EXECUTE 'ALTER TABLE "BlogPost" ALTER COLUMN "slug" SET COMPRESSION ' || CASE c.attcompression WHEN 'l' THEN 'lz4' ELSE 'pglz' END; END IF;
END $stager$;
ALTER TABLE "BlogPost" ALTER COLUMN "handle" DROP NOT NULL;
CREATE SEQUENCE IF NOT EXISTS "stager_20260101000000_BlogPost_old_writes";
GRANT USAGE ON SEQUENCE "stager_20260101000000_BlogPost_old_writes" TO PUBLIC;
CREATE OR REPLACE FUNCTION "stager_20260101000000_BlogPost"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF (NEW."authorName" IS NULL AND NEW."author" IS NOT NULL) OR (NEW."slug" IS NULL AND NEW."handle" IS NOT NULL) THEN
      IF current_setting('stager.backfill', true) IS DISTINCT FROM 'on' AND pg_trigger_depth() = 1 AND current_setting('stager.counted', true) IS DISTINCT FROM TG_RELID::text THEN
        PERFORM nextval((quote_ident(TG_TABLE_SCHEMA) || '."stager_20260101000000_BlogPost_old_writes"')::regclass);
        PERFORM set_config('stager.counted', TG_RELID::text, true);
      END IF;
    END IF;
    IF NEW."authorName" IS NULL THEN NEW."authorName" := NEW."author";
    ELSE NEW."author" := NEW."authorName"; END IF;
    IF NEW."slug" IS NULL THEN NEW."slug" := NEW."handle";
    ELSE NEW."handle" := NEW."slug"; END IF;
  ELSE
    IF (NEW."author" IS DISTINCT FROM OLD."author" COLLATE "C" AND NOT NEW."authorName" IS DISTINCT FROM OLD."authorName" COLLATE "C") OR (NEW."handle" IS DISTINCT FROM OLD."handle" COLLATE "C" AND NOT NEW."slug" IS DISTINCT FROM OLD."slug" COLLATE "C") THEN
      IF current_setting('stager.backfill', true) IS DISTINCT FROM 'on' AND pg_trigger_depth() = 1 AND current_setting('stager.counted', true) IS DISTINCT FROM TG_RELID::text THEN
        PERFORM nextval((quote_ident(TG_TABLE_SCHEMA) || '."stager_20260101000000_BlogPost_old_writes"')::regclass);
        PERFORM set_config('stager.counted', TG_RELID::text, true);
      END IF;
    END IF;
    IF NEW."authorName" IS DISTINCT FROM OLD."authorName" COLLATE "C" THEN NEW."author" := NEW."authorName";
    ELSIF NEW."author" IS DISTINCT FROM OLD."author" COLLATE "C" THEN NEW."authorName" := NEW."author"; END IF;
    IF NEW."slug" IS DISTINCT FROM OLD."slug" COLLATE "C" THEN NEW."handle" := NEW."slug";
    ELSIF NEW."handle" IS DISTINCT FROM OLD."handle" COLLATE "C" THEN NEW."slug" := NEW."handle"; END IF;
  END IF;
  RETURN NEW;
END $stager$;
CREATE OR REPLACE TRIGGER "stager_20260101000000_BlogPost" BEFORE INSERT ON "BlogPost" FOR EACH ROW EXECUTE FUNCTION "stager_20260101000000_BlogPost"();
CREATE OR REPLACE TRIGGER "stager_20260101000000_BlogPost_update" BEFORE UPDATE ON "BlogPost" FOR EACH ROW WHEN ((NEW."authorName" IS DISTINCT FROM OLD."authorName" COLLATE "C" AND NEW."authorName" IS DISTINCT FROM NEW."author" COLLATE "C") OR (NEW."author" IS DISTINCT FROM OLD."author" COLLATE "C") OR (NEW."slug" IS DISTINCT FROM OLD."slug" COLLATE "C" AND NEW."slug" IS DISTINCT FROM NEW."handle" COLLATE "C") OR (NEW."handle" IS DISTINCT FROM OLD."handle" COLLATE "C")) EXECUTE FUNCTION "stager_20260101000000_BlogPost"();
COMMIT;
