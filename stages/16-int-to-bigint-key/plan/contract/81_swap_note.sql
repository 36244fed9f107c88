-- the trigger of Note no longer fills shadow columns
-- the foreign key over the new columns of Note is Note_userId_postId_fkey
-- userId_stager of Note is userId from now on
-- postId_stager of Note is postId from now on
-- Lock: ACCESS EXCLUSIVE on Note
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Note" ON "Note";
DROP FUNCTION IF EXISTS "stager_20260101000000_Note"();
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"Note"'::regclass AND conname = 'stager_20260101000000_Note_Note_userId_postId_fkey') THEN
    ALTER TABLE "Note" RENAME CONSTRAINT "stager_20260101000000_Note_Note_userId_postId_fkey" TO "Note_userId_postId_fkey";
  END IF;
END $stager$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"Note"'::regclass AND attname = 'userId_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Note"'::regclass AND attname = 'userId' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("userId_stager") ON "Note" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "Note"."userId_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Note" ALTER COLUMN "userId_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Note" ALTER COLUMN "userId_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "Note" ALTER COLUMN "userId" DROP DEFAULT;
    ALTER TABLE "Note" ALTER COLUMN "userId" DROP NOT NULL;
    ALTER TABLE "Note" RENAME COLUMN "userId" TO "userId_stager_old";
    ALTER TABLE "Note" RENAME COLUMN "userId_stager" TO "userId";
  END IF;
END $stager1$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"Note"'::regclass AND attname = 'postId_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Note"'::regclass AND attname = 'postId' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("postId_stager") ON "Note" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "Note"."postId_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Note" ALTER COLUMN "postId_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Note" ALTER COLUMN "postId_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "Note" ALTER COLUMN "postId" DROP DEFAULT;
    ALTER TABLE "Note" ALTER COLUMN "postId" DROP NOT NULL;
    ALTER TABLE "Note" RENAME COLUMN "postId" TO "postId_stager_old";
    ALTER TABLE "Note" RENAME COLUMN "postId_stager" TO "postId";
  END IF;
END $stager1$;
COMMIT;
