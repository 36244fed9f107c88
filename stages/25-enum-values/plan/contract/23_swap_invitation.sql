-- the trigger of Invitation no longer fills shadow columns
-- the trigger of User no longer fills shadow columns
-- the trigger of auth.Token no longer fills shadow columns
-- Role_stager is Role from now on
-- Shade_stager is Shade from now on
-- auth.Role_stager is auth.Role from now on
-- the primary key of Invitation is built on email, role_stager instead
-- role_stager of Invitation is role from now on
-- roles_stager of Invitation is roles from now on
-- colour_stager of Invitation is colour from now on
-- Invitation_pkey of Invitation is the primary key over the new columns
-- Invitation_roles_idx of Invitation is the index over the new columns
-- role_stager of User is role from now on
-- second_stager of User is second from now on
-- likes_stager of User is likes from now on
-- User_role_email_idx of User is the index over the new columns
-- scope_stager of auth.Token is scope from now on
-- scopes_stager of auth.Token is scopes from now on
-- Token_scope_id_key of auth.Token is the index over the new columns
-- Lock: ACCESS EXCLUSIVE on Invitation
-- Lock: ACCESS EXCLUSIVE on User
-- Lock: ACCESS EXCLUSIVE on auth.Token
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"Invitation"') IS NOT NULL THEN LOCK TABLE "Invitation" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"User"') IS NOT NULL THEN LOCK TABLE "User" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"auth"."Token"') IS NOT NULL THEN LOCK TABLE "auth"."Token" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Invitation" ON "Invitation";
DROP FUNCTION IF EXISTS "stager_20260101000000_Invitation"();
DROP TRIGGER IF EXISTS "stager_20260101000000_User" ON "User";
DROP FUNCTION IF EXISTS "stager_20260101000000_User"();
DROP TRIGGER IF EXISTS "stager_20260101000000_Token" ON "auth"."Token";
DROP FUNCTION IF EXISTS "auth"."stager_20260101000000_Token"();
DO $stager$ BEGIN
  IF to_regtype('"Role_stager"') IS NOT NULL THEN
    ALTER TYPE "Role" RENAME TO "Role_stager_old";
    ALTER TYPE "Role_stager" RENAME TO "Role";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF to_regtype('"Shade_stager"') IS NOT NULL THEN
    ALTER TYPE "Shade" RENAME TO "Shade_stager_old";
    ALTER TYPE "Shade_stager" RENAME TO "Shade";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF to_regtype('"auth"."Role_stager"') IS NOT NULL THEN
    ALTER TYPE "auth"."Role" RENAME TO "Role_stager_old";
    ALTER TYPE "auth"."Role_stager" RENAME TO "Role";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"Invitation"'::regclass AND attname = 'role_stager' AND NOT attisdropped) THEN
    ALTER TABLE "Invitation" DROP CONSTRAINT IF EXISTS "Invitation_pkey";
  END IF;
END $stager$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"Invitation"'::regclass AND attname = 'role_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Invitation"'::regclass AND attname = 'role' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("role_stager") ON "Invitation" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "Invitation"."role_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Invitation" ALTER COLUMN "role_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Invitation" ALTER COLUMN "role_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "Invitation" ALTER COLUMN "role" DROP DEFAULT;
    ALTER TABLE "Invitation" ALTER COLUMN "role_stager" SET DEFAULT 'MEMBER';
    ALTER TABLE "Invitation" ALTER COLUMN "role" DROP NOT NULL;
    ALTER TABLE "Invitation" RENAME COLUMN "role" TO "role_stager_old";
    ALTER TABLE "Invitation" RENAME COLUMN "role_stager" TO "role";
  END IF;
END $stager1$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"Invitation"'::regclass AND attname = 'roles_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Invitation"'::regclass AND attname = 'roles' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("roles_stager") ON "Invitation" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "Invitation"."roles_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Invitation" ALTER COLUMN "roles_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Invitation" ALTER COLUMN "roles_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "Invitation" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Invitation_roles_fit";
    ALTER TABLE "Invitation" ALTER COLUMN "roles" DROP DEFAULT;
    ALTER TABLE "Invitation" ALTER COLUMN "roles_stager" SET DEFAULT ARRAY['MEMBER', 'ADMIN']::"Role"[];
    ALTER TABLE "Invitation" RENAME COLUMN "roles" TO "roles_stager_old";
    ALTER TABLE "Invitation" RENAME COLUMN "roles_stager" TO "roles";
  END IF;
END $stager1$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"Invitation"'::regclass AND attname = 'colour_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"Invitation"'::regclass AND attname = 'colour' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("colour_stager") ON "Invitation" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "Invitation"."colour_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "Invitation" ALTER COLUMN "colour_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "Invitation" ALTER COLUMN "colour_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "Invitation" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Invitation_colour_fit";
    ALTER TABLE "Invitation" ALTER COLUMN "colour" DROP DEFAULT;
    ALTER TABLE "Invitation" ALTER COLUMN "colour_stager" SET DEFAULT 'RED';
    ALTER TABLE "Invitation" RENAME COLUMN "colour" TO "colour_stager_old";
    ALTER TABLE "Invitation" RENAME COLUMN "colour_stager" TO "colour";
  END IF;
END $stager1$;
DO $stager$ BEGIN
  IF to_regclass('"stager_20260101000000_Invitation_pkey"') IS NOT NULL THEN
    ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_pkey" PRIMARY KEY USING INDEX "stager_20260101000000_Invitation_pkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF to_regclass('"stager_20260101000000_Invitation_roles_idx"') IS NOT NULL THEN
    ALTER TABLE "Invitation" DROP CONSTRAINT IF EXISTS "Invitation_roles_idx";
    DROP INDEX IF EXISTS "Invitation_roles_idx";
    ALTER INDEX IF EXISTS "stager_20260101000000_Invitation_roles_idx" RENAME TO "Invitation_roles_idx";
  END IF;
END $stager$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"User"'::regclass AND attname = 'role_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"User"'::regclass AND attname = 'role' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("role_stager") ON "User" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "User"."role_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "User" ALTER COLUMN "role_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "User" ALTER COLUMN "role_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "User" ALTER COLUMN "role" DROP DEFAULT;
    ALTER TABLE "User" ALTER COLUMN "role_stager" SET DEFAULT 'MEMBER';
    ALTER TABLE "User" ALTER COLUMN "role" DROP NOT NULL;
    ALTER TABLE "User" RENAME COLUMN "role" TO "role_stager_old";
    ALTER TABLE "User" RENAME COLUMN "role_stager" TO "role";
  END IF;
END $stager1$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"User"'::regclass AND attname = 'second_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"User"'::regclass AND attname = 'second' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("second_stager") ON "User" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "User"."second_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "User" ALTER COLUMN "second_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "User" ALTER COLUMN "second_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "User" DROP CONSTRAINT IF EXISTS "stager_20260101000000_User_second_fit";
    ALTER TABLE "User" ALTER COLUMN "second" DROP DEFAULT;
    ALTER TABLE "User" RENAME COLUMN "second" TO "second_stager_old";
    ALTER TABLE "User" RENAME COLUMN "second_stager" TO "second";
  END IF;
END $stager1$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"User"'::regclass AND attname = 'likes_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"User"'::regclass AND attname = 'likes' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("likes_stager") ON "User" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "User"."likes_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "User" ALTER COLUMN "likes_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "User" ALTER COLUMN "likes_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "User" DROP CONSTRAINT IF EXISTS "stager_20260101000000_User_likes_fit";
    ALTER TABLE "User" ALTER COLUMN "likes" DROP DEFAULT;
    ALTER TABLE "User" RENAME COLUMN "likes" TO "likes_stager_old";
    ALTER TABLE "User" RENAME COLUMN "likes_stager" TO "likes";
  END IF;
END $stager1$;
DO $stager$ BEGIN
  IF to_regclass('"stager_20260101000000_User_role_email_idx"') IS NOT NULL THEN
    ALTER TABLE "User" DROP CONSTRAINT IF EXISTS "User_role_email_idx";
    DROP INDEX IF EXISTS "User_role_email_idx";
    ALTER INDEX IF EXISTS "stager_20260101000000_User_role_email_idx" RENAME TO "User_role_email_idx";
  END IF;
END $stager$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"auth"."Token"'::regclass AND attname = 'scope_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"auth"."Token"'::regclass AND attname = 'scope' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("scope_stager") ON "auth"."Token" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "auth"."Token"."scope_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "auth"."Token" ALTER COLUMN "scope_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "auth"."Token" ALTER COLUMN "scope_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "auth"."Token" ALTER COLUMN "scope" DROP DEFAULT;
    ALTER TABLE "auth"."Token" ALTER COLUMN "scope_stager" SET DEFAULT 'READ';
    ALTER TABLE "auth"."Token" ALTER COLUMN "scope" DROP NOT NULL;
    ALTER TABLE "auth"."Token" RENAME COLUMN "scope" TO "scope_stager_old";
    ALTER TABLE "auth"."Token" RENAME COLUMN "scope_stager" TO "scope";
  END IF;
END $stager1$;
DO $stager1$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = '"auth"."Token"'::regclass AND attname = 'scopes_stager' AND NOT attisdropped) THEN
    DO $stager$
    DECLARE
      c pg_catalog.pg_attribute;
      t pg_catalog.pg_type;
      acl record;
    BEGIN
      SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = '"auth"."Token"'::regclass AND attname = 'scopes' AND NOT attisdropped;
      SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;
      FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP
        EXECUTE 'GRANT ' || acl.privilege_type || ' ("scopes_stager") ON "auth"."Token" TO ' ||
          CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
      END LOOP;
      IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN
        EXECUTE 'COMMENT ON COLUMN "auth"."Token"."scopes_stager" IS ' || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));
      END IF;
      IF c.attstattarget >= 0 THEN EXECUTE 'ALTER TABLE "auth"."Token" ALTER COLUMN "scopes_stager" SET STATISTICS ' || c.attstattarget; END IF;
      IF c.attoptions IS NOT NULL THEN EXECUTE 'ALTER TABLE "auth"."Token" ALTER COLUMN "scopes_stager" SET ' || '(' || array_to_string(c.attoptions, ', ') || ')'; END IF;
    END $stager$;
    ALTER TABLE "auth"."Token" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Token_scopes_fit";
    ALTER TABLE "auth"."Token" ALTER COLUMN "scopes" DROP DEFAULT;
    ALTER TABLE "auth"."Token" RENAME COLUMN "scopes" TO "scopes_stager_old";
    ALTER TABLE "auth"."Token" RENAME COLUMN "scopes_stager" TO "scopes";
  END IF;
END $stager1$;
DO $stager$ BEGIN
  IF to_regclass('"auth"."stager_20260101000000_Token_scope_id_key"') IS NOT NULL THEN
    ALTER TABLE "auth"."Token" DROP CONSTRAINT IF EXISTS "Token_scope_id_key";
    DROP INDEX IF EXISTS "auth"."Token_scope_id_key";
    ALTER INDEX IF EXISTS "auth"."stager_20260101000000_Token_scope_id_key" RENAME TO "Token_scope_id_key";
  END IF;
END $stager$;
COMMIT;
