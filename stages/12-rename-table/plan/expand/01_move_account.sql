-- User becomes Account, name to fullName, teamId to groupId
-- rename constraint User_managerId_fkey of Account to Account_managerId_fkey
-- rename constraint User_teamId_fkey of Account to Account_groupId_fkey
-- rename constraint User_pkey of Account to Account_pkey
-- rename index User_email_key of Account to Account_email_key
-- rename index User_name_createdAt_idx of Account to Account_fullName_createdAt_idx
-- a view keeps the name User, and its columns' names, for the old application
-- Lock: ACCESS EXCLUSIVE on User
-- Lock: ACCESS EXCLUSIVE on Account
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"User"') IS NOT NULL THEN LOCK TABLE "User" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"Account"') IS NOT NULL THEN LOCK TABLE "Account" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"User"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "User" RENAME TO "Account";
    ALTER TABLE "Account" RENAME COLUMN "name" TO "fullName";
    ALTER TABLE "Account" RENAME COLUMN "teamId" TO "groupId";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF to_regclass('"User_id_seq"') = (SELECT d.objid::regclass FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S' WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjid = to_regclass('"Account"') AND a.attname = 'id' LIMIT 1) THEN
    ALTER SEQUENCE "User_id_seq" RENAME TO "Account_id_seq";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"Account"') AND conname = 'User_managerId_fkey') THEN
    ALTER TABLE "Account" RENAME CONSTRAINT "User_managerId_fkey" TO "Account_managerId_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"Account"') AND conname = 'User_teamId_fkey') THEN
    ALTER TABLE "Account" RENAME CONSTRAINT "User_teamId_fkey" TO "Account_groupId_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"Account"') AND conname = 'User_pkey') THEN
    ALTER TABLE "Account" RENAME CONSTRAINT "User_pkey" TO "Account_pkey";
  END IF;
END $stager$;
ALTER INDEX IF EXISTS "User_email_key" RENAME TO "Account_email_key";
ALTER INDEX IF EXISTS "User_name_createdAt_idx" RENAME TO "Account_fullName_createdAt_idx";
CREATE OR REPLACE VIEW "User" AS SELECT
    "id",
    "email",
    "fullName" AS "name",
    "legacy",
    "managerId",
    "groupId" AS "teamId",
    "createdAt"
  FROM "Account";
COMMENT ON VIEW "User" IS 'stager: the old name of Account for the application of before; contract drops it';
DO $stager$ DECLARE
  moved CONSTANT regclass := '"Account"';
  old_name CONSTANT regclass := '"User"';
  command text;
BEGIN
  IF current_setting('server_version_num')::int >= 150000 AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = moved AND attacl IS NOT NULL) THEN
    EXECUTE format('ALTER VIEW %s SET (security_invoker = true)', old_name);
  ELSIF (SELECT relrowsecurity FROM pg_catalog.pg_class WHERE oid = moved) THEN
    RAISE EXCEPTION 'stager: % has row security, which a view would not keep: PostgreSQL 15 can, where no column has grants of its own', moved;
  END IF;
  FOR command IN
    WITH grants (columns, acl, owner) AS (
      SELECT '', relacl, relowner FROM pg_catalog.pg_class WHERE oid = moved
      UNION ALL
      SELECT format('(%I)', CASE a.attname WHEN 'fullName' THEN 'name' WHEN 'groupId' THEN 'teamId' ELSE a.attname END), a.attacl, c.relowner
      FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid WHERE c.oid = moved AND NOT a.attisdropped
    ), wanted (place, command, grantee, ending) AS (
      SELECT 1, format('REVOKE ALL ON %s FROM', old_name), g.grantee, '' FROM pg_catalog.pg_class v, aclexplode(v.relacl) AS g
      WHERE v.oid = old_name AND g.grantee <> v.relowner
      UNION ALL
      SELECT 2, format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO', old_name), t.relowner, '' FROM pg_catalog.pg_class t WHERE t.oid = moved
      UNION ALL
      SELECT 2, format('GRANT %s %s ON %s TO', g.privilege_type, s.columns, old_name), g.grantee, CASE WHEN g.is_grantable THEN 'WITH GRANT OPTION' ELSE '' END
      FROM grants s, aclexplode(s.acl) AS g WHERE g.grantee <> s.owner AND g.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
    )
    SELECT w.command || ' ' || CASE w.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(w.grantee)) END || ' ' || w.ending
    FROM wanted w ORDER BY w.place
  LOOP
    EXECUTE command;
  END LOOP;
END $stager$;
COMMIT;
