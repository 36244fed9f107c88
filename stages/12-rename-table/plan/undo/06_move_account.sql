-- rename constraint Account_managerId_fkey of Account to User_managerId_fkey
-- rename constraint Account_groupId_fkey of Account to User_teamId_fkey
-- rename constraint Account_pkey of Account to User_pkey
-- rename index Account_email_key of Account to User_email_key
-- rename index Account_fullName_createdAt_idx of Account to User_name_createdAt_idx
-- drop the view User
-- Account becomes User again
-- Lock: ACCESS EXCLUSIVE on Account
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"Account"') IS NOT NULL THEN LOCK TABLE "Account" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"User"') IS NOT NULL THEN LOCK TABLE "User" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"Account"') AND conname = 'Account_managerId_fkey') THEN
    ALTER TABLE "Account" RENAME CONSTRAINT "Account_managerId_fkey" TO "User_managerId_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"Account"') AND conname = 'Account_groupId_fkey') THEN
    ALTER TABLE "Account" RENAME CONSTRAINT "Account_groupId_fkey" TO "User_teamId_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"Account"') AND conname = 'Account_pkey') THEN
    ALTER TABLE "Account" RENAME CONSTRAINT "Account_pkey" TO "User_pkey";
  END IF;
END $stager$;
ALTER INDEX IF EXISTS "Account_email_key" RENAME TO "User_email_key";
ALTER INDEX IF EXISTS "Account_fullName_createdAt_idx" RENAME TO "User_name_createdAt_idx";
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"User"') AND relkind IN ('v')) THEN
    DROP VIEW "User";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"Account"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "Account" RENAME TO "User";
    ALTER TABLE "User" RENAME COLUMN "fullName" TO "name";
    ALTER TABLE "User" RENAME COLUMN "groupId" TO "teamId";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF to_regclass('"Account_id_seq"') = (SELECT d.objid::regclass FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S' WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjid = to_regclass('"User"') AND a.attname = 'id' LIMIT 1) THEN
    ALTER SEQUENCE "Account_id_seq" RENAME TO "User_id_seq";
  END IF;
END $stager$;
COMMIT;
