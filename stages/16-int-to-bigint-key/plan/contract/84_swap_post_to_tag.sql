-- the trigger of _PostToTag no longer fills shadow columns
-- the foreign key over the new columns of _PostToTag is _PostToTag_A_fkey
-- the primary key of _PostToTag is built on A_stager, B instead
-- A_stager of _PostToTag is A from now on
-- _PostToTag_AB_pkey of _PostToTag is the primary key over the new columns
-- Lock: ACCESS EXCLUSIVE on _PostToTag
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000__PostToTag" ON "_PostToTag";
DROP FUNCTION IF EXISTS "stager_20260101000000__PostToTag"();
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"_PostToTag"'::regclass AND conname = 'stager_20260101000000__PostToTag__PostToTag_A_fkey') THEN
    ALTER TABLE "_PostToTag" RENAME CONSTRAINT "stager_20260101000000__PostToTag__PostToTag_A_fkey" TO "_PostToTag_A_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"_PostToTag"'::regclass AND attname = 'A_stager' AND NOT attisdropped) THEN
    ALTER TABLE "_PostToTag" DROP CONSTRAINT IF EXISTS "_PostToTag_AB_pkey";
  END IF;
END $stager$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"_PostToTag"'::regclass AND attname = 'A_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"_PostToTag"'::regclass AND attname = 'A' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("A_stager") ON "_PostToTag" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "_PostToTag"."A_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "_PostToTag" ALTER COLUMN "A_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "_PostToTag" ALTER COLUMN "A_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "_PostToTag" ALTER COLUMN "A" DROP DEFAULT;
    ALTER TABLE "_PostToTag" ALTER COLUMN "A" DROP NOT NULL;
    ALTER TABLE "_PostToTag" RENAME COLUMN "A" TO "A_stager_old";
    ALTER TABLE "_PostToTag" RENAME COLUMN "A_stager" TO "A";
  END IF;
END $stager1$;
DO $stager$ BEGIN
  IF to_regclass('"stager_20260101000000__PostToTag_AB_pkey"') IS NOT NULL THEN
    ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_AB_pkey" PRIMARY KEY USING INDEX "stager_20260101000000__PostToTag_AB_pkey";
  END IF;
END $stager$;
COMMIT;
