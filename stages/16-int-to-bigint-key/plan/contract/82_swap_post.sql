-- the trigger of Post no longer fills shadow columns
-- the foreign key over the new columns of Post is Post_authorId_fkey
-- the foreign key over the new columns of Post is Post_reviewerId_fkey
-- the primary key of Post is built on id_stager instead
-- id_stager of Post is id from now on
-- authorId_stager of Post is authorId from now on
-- reviewerId_stager of Post is reviewerId from now on
-- Post_pkey of Post is the primary key over the new columns
-- Post_reviewerId_id_idx of Post is the index over the new columns
-- Post_authorId_slug_key of Post is the index over the new columns
-- Lock: ACCESS EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Post" ON "Post";
DROP FUNCTION IF EXISTS "stager_20260101000000_Post"();
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"Post"'::regclass AND conname = 'stager_20260101000000_Post_Post_authorId_fkey') THEN
    ALTER TABLE "Post" RENAME CONSTRAINT "stager_20260101000000_Post_Post_authorId_fkey" TO "Post_authorId_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"Post"'::regclass AND conname = 'stager_20260101000000_Post_Post_reviewerId_fkey') THEN
    ALTER TABLE "Post" RENAME CONSTRAINT "stager_20260101000000_Post_Post_reviewerId_fkey" TO "Post_reviewerId_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"Post"'::regclass AND attname = 'id_stager' AND NOT attisdropped) THEN
    ALTER TABLE "Post" DROP CONSTRAINT IF EXISTS "Post_pkey";
  END IF;
END $stager$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"Post"'::regclass AND attname = 'id_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Post"'::regclass AND attname = 'id' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("id_stager") ON "Post" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "Post"."id_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Post" ALTER COLUMN "id_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Post" ALTER COLUMN "id_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    DECLARE
      stager_sequence text;
      stager_identity "char";
      stager_last bigint;
      stager_called boolean;
    BEGIN
      SELECT a.attidentity, coalesce((SELECT d.objid::regclass FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S' WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjid = to_regclass('"Post"') AND a.attname = 'id' LIMIT 1), (SELECT d.refobjid::regclass FROM pg_catalog.pg_attrdef f JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = f.oid AND d.refclassid = 'pg_catalog.pg_class'::regclass JOIN pg_catalog.pg_class c ON c.oid = d.refobjid AND c.relkind = 'S' WHERE f.adrelid = to_regclass('"Post"') AND a.attname = 'id' LIMIT 1))
      INTO stager_identity, stager_sequence FROM pg_catalog.pg_attribute a
      WHERE a.attrelid = '"Post"'::regclass AND a.attname = 'id';
      IF stager_identity = '' THEN
        EXECUTE format('ALTER SEQUENCE %s AS bigint OWNED BY %s.%I', stager_sequence, '"Post"', 'id_stager');
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT nextval(%L::regclass)', '"Post"', 'id_stager', stager_sequence);
        ALTER TABLE "Post" ALTER COLUMN "id" DROP DEFAULT;
      ELSE
        EXECUTE format('SELECT last_value, is_called FROM %s', stager_sequence) INTO stager_last, stager_called;
        ALTER TABLE "Post" ALTER COLUMN "id" DROP IDENTITY;
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I ADD GENERATED %s AS IDENTITY (SEQUENCE NAME %s)', '"Post"', 'id_stager',
          CASE stager_identity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, stager_sequence);
        PERFORM setval(pg_get_serial_sequence('"Post"', 'id_stager'), stager_last, stager_called);
      END IF;
    END;
    ALTER TABLE "Post" ALTER COLUMN "id" DROP NOT NULL;
    ALTER TABLE "Post" RENAME COLUMN "id" TO "id_stager_old";
    ALTER TABLE "Post" RENAME COLUMN "id_stager" TO "id";
  END IF;
END $stager1$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"Post"'::regclass AND attname = 'authorId_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Post"'::regclass AND attname = 'authorId' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("authorId_stager") ON "Post" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "Post"."authorId_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Post" ALTER COLUMN "authorId_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Post" ALTER COLUMN "authorId_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "Post" ALTER COLUMN "authorId" DROP DEFAULT;
    ALTER TABLE "Post" ALTER COLUMN "authorId" DROP NOT NULL;
    ALTER TABLE "Post" RENAME COLUMN "authorId" TO "authorId_stager_old";
    ALTER TABLE "Post" RENAME COLUMN "authorId_stager" TO "authorId";
  END IF;
END $stager1$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"Post"'::regclass AND attname = 'reviewerId_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Post"'::regclass AND attname = 'reviewerId' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("reviewerId_stager") ON "Post" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "Post"."reviewerId_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Post" ALTER COLUMN "reviewerId_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Post" ALTER COLUMN "reviewerId_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "Post" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Post_reviewerId_fit";
    ALTER TABLE "Post" ALTER COLUMN "reviewerId" DROP DEFAULT;
    ALTER TABLE "Post" RENAME COLUMN "reviewerId" TO "reviewerId_stager_old";
    ALTER TABLE "Post" RENAME COLUMN "reviewerId_stager" TO "reviewerId";
  END IF;
END $stager1$;
DO $stager$ BEGIN
  IF to_regclass('"stager_20260101000000_Post_pkey"') IS NOT NULL THEN
    ALTER TABLE "Post" ADD CONSTRAINT "Post_pkey" PRIMARY KEY USING INDEX "stager_20260101000000_Post_pkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF to_regclass('"stager_20260101000000_Post_reviewerId_id_idx"') IS NOT NULL THEN
    ALTER TABLE "Post" DROP CONSTRAINT IF EXISTS "Post_reviewerId_id_idx";
    DROP INDEX IF EXISTS "Post_reviewerId_id_idx";
    ALTER INDEX IF EXISTS "stager_20260101000000_Post_reviewerId_id_idx" RENAME TO "Post_reviewerId_id_idx";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF to_regclass('"stager_20260101000000_Post_authorId_slug_key"') IS NOT NULL THEN
    ALTER TABLE "Post" DROP CONSTRAINT IF EXISTS "Post_authorId_slug_key";
    DROP INDEX IF EXISTS "Post_authorId_slug_key";
    ALTER INDEX IF EXISTS "stager_20260101000000_Post_authorId_slug_key" RENAME TO "Post_authorId_slug_key";
  END IF;
END $stager$;
COMMIT;
