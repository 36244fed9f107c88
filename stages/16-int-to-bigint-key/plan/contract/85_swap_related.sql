-- the trigger of _Related no longer fills shadow columns
-- the foreign key over the new columns of _Related is _Related_A_fkey
-- the foreign key over the new columns of _Related is _Related_B_fkey
-- the primary key of _Related is built on A_stager, B_stager instead
-- A_stager of _Related is A from now on
-- B_stager of _Related is B from now on
-- _Related_AB_pkey of _Related is the primary key over the new columns
-- _Related_B_index of _Related is the index over the new columns
-- Lock: ACCESS EXCLUSIVE on _Related
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000__Related" ON "_Related";
DROP FUNCTION IF EXISTS "stager_20260101000000__Related"();
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"_Related"'::regclass AND conname = 'stager_20260101000000__Related__Related_A_fkey') THEN
    ALTER TABLE "_Related" RENAME CONSTRAINT "stager_20260101000000__Related__Related_A_fkey" TO "_Related_A_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"_Related"'::regclass AND conname = 'stager_20260101000000__Related__Related_B_fkey') THEN
    ALTER TABLE "_Related" RENAME CONSTRAINT "stager_20260101000000__Related__Related_B_fkey" TO "_Related_B_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"_Related"'::regclass AND attname = 'A_stager' AND NOT attisdropped) THEN
    ALTER TABLE "_Related" DROP CONSTRAINT IF EXISTS "_Related_AB_pkey";
  END IF;
END $stager$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"_Related"'::regclass AND attname = 'A_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"_Related"'::regclass AND attname = 'A' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("A_stager") ON "_Related" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "_Related"."A_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "_Related" ALTER COLUMN "A_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "_Related" ALTER COLUMN "A_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "_Related" ALTER COLUMN "A" DROP DEFAULT;
    ALTER TABLE "_Related" ALTER COLUMN "A" DROP NOT NULL;
    ALTER TABLE "_Related" RENAME COLUMN "A" TO "A_stager_old";
    ALTER TABLE "_Related" RENAME COLUMN "A_stager" TO "A";
  END IF;
END $stager1$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"_Related"'::regclass AND attname = 'B_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"_Related"'::regclass AND attname = 'B' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("B_stager") ON "_Related" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "_Related"."B_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "_Related" ALTER COLUMN "B_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "_Related" ALTER COLUMN "B_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "_Related" ALTER COLUMN "B" DROP DEFAULT;
    ALTER TABLE "_Related" ALTER COLUMN "B" DROP NOT NULL;
    ALTER TABLE "_Related" RENAME COLUMN "B" TO "B_stager_old";
    ALTER TABLE "_Related" RENAME COLUMN "B_stager" TO "B";
  END IF;
END $stager1$;
DO $stager$ BEGIN
  IF to_regclass('"stager_20260101000000__Related_AB_pkey"') IS NOT NULL THEN
    ALTER TABLE "_Related" ADD CONSTRAINT "_Related_AB_pkey" PRIMARY KEY USING INDEX "stager_20260101000000__Related_AB_pkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF to_regclass('"stager_20260101000000__Related_B_index"') IS NOT NULL THEN
    ALTER TABLE "_Related" DROP CONSTRAINT IF EXISTS "_Related_B_index";
    DROP INDEX IF EXISTS "_Related_B_index";
    ALTER INDEX IF EXISTS "stager_20260101000000__Related_B_index" RENAME TO "_Related_B_index";
  END IF;
END $stager$;
COMMIT;
