-- the trigger of Like no longer fills shadow columns
-- the primary key of Like is built on userId_stager, postId_stager instead
-- userId_stager of Like is userId from now on
-- the foreign key over the new columns of Like is Like_userId_fkey
-- the foreign key over the new columns of Like is Like_postId_fkey
-- postId_stager of Like is postId from now on
-- Like_pkey of Like is the primary key over the new columns
-- Lock: ACCESS EXCLUSIVE on Like
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Like" ON "Like";
DROP FUNCTION IF EXISTS "stager_20260101000000_Like"();
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"Like"'::regclass AND attname = 'userId_stager' AND NOT attisdropped) THEN
    ALTER TABLE "Like" DROP CONSTRAINT IF EXISTS "Like_pkey";
  END IF;
END $stager$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"Like"'::regclass AND attname = 'userId_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Like"'::regclass AND attname = 'userId' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("userId_stager") ON "Like" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "Like"."userId_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Like" ALTER COLUMN "userId_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Like" ALTER COLUMN "userId_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "Like" ALTER COLUMN "userId" DROP DEFAULT;
    ALTER TABLE "Like" ALTER COLUMN "userId" DROP NOT NULL;
    ALTER TABLE "Like" RENAME COLUMN "userId" TO "userId_stager_old";
    ALTER TABLE "Like" RENAME COLUMN "userId_stager" TO "userId";
  END IF;
END $stager1$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"Like"'::regclass AND conname = 'stager_20260101000000_Like_Like_userId_fkey') THEN
    ALTER TABLE "Like" RENAME CONSTRAINT "stager_20260101000000_Like_Like_userId_fkey" TO "Like_userId_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"Like"'::regclass AND conname = 'stager_20260101000000_Like_Like_postId_fkey') THEN
    ALTER TABLE "Like" RENAME CONSTRAINT "stager_20260101000000_Like_Like_postId_fkey" TO "Like_postId_fkey";
  END IF;
END $stager$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"Like"'::regclass AND attname = 'postId_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Like"'::regclass AND attname = 'postId' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("postId_stager") ON "Like" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "Like"."postId_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Like" ALTER COLUMN "postId_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Like" ALTER COLUMN "postId_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "Like" ALTER COLUMN "postId" DROP DEFAULT;
    ALTER TABLE "Like" ALTER COLUMN "postId" DROP NOT NULL;
    ALTER TABLE "Like" RENAME COLUMN "postId" TO "postId_stager_old";
    ALTER TABLE "Like" RENAME COLUMN "postId_stager" TO "postId";
  END IF;
END $stager1$;
DO $stager$ BEGIN
  IF to_regclass('"stager_20260101000000_Like_pkey"') IS NOT NULL THEN
    ALTER TABLE "Like" ADD CONSTRAINT "Like_pkey" PRIMARY KEY USING INDEX "stager_20260101000000_Like_pkey";
  END IF;
END $stager$;
COMMIT;
