-- the trigger of Profile no longer fills shadow columns
-- the foreign key over the new columns of Profile is Profile_userId_fkey
-- the primary key of Profile is built on userId_stager instead
-- userId_stager of Profile is userId from now on
-- Profile_pkey of Profile is the primary key over the new columns
-- Lock: ACCESS EXCLUSIVE on Profile
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Profile" ON "Profile";
DROP FUNCTION IF EXISTS "stager_20260101000000_Profile"();
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = '"Profile"'::regclass AND conname = 'stager_20260101000000_Profile_Profile_userId_fkey') THEN
    ALTER TABLE "Profile" RENAME CONSTRAINT "stager_20260101000000_Profile_Profile_userId_fkey" TO "Profile_userId_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"Profile"'::regclass AND attname = 'userId_stager' AND NOT attisdropped) THEN
    ALTER TABLE "Profile" DROP CONSTRAINT IF EXISTS "Profile_pkey";
  END IF;
END $stager$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"Profile"'::regclass AND attname = 'userId_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Profile"'::regclass AND attname = 'userId' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("userId_stager") ON "Profile" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "Profile"."userId_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Profile" ALTER COLUMN "userId_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Profile" ALTER COLUMN "userId_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "Profile" ALTER COLUMN "userId" DROP DEFAULT;
    ALTER TABLE "Profile" ALTER COLUMN "userId" DROP NOT NULL;
    ALTER TABLE "Profile" RENAME COLUMN "userId" TO "userId_stager_old";
    ALTER TABLE "Profile" RENAME COLUMN "userId_stager" TO "userId";
  END IF;
END $stager1$;
DO $stager$ BEGIN
  IF to_regclass('"stager_20260101000000_Profile_pkey"') IS NOT NULL THEN
    ALTER TABLE "Profile" ADD CONSTRAINT "Profile_pkey" PRIMARY KEY USING INDEX "stager_20260101000000_Profile_pkey";
  END IF;
END $stager$;
COMMIT;
