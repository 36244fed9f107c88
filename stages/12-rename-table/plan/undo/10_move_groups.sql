-- rename constraint groups_pkey of groups to teams_pkey
-- rename index groups_title_key of groups to teams_title_key
-- drop the view teams
-- groups becomes teams again
-- Lock: ACCESS EXCLUSIVE on groups
-- Lock: ACCESS EXCLUSIVE on teams
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"groups"') IS NOT NULL THEN LOCK TABLE "groups" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"teams"') IS NOT NULL THEN LOCK TABLE "teams" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"groups"') AND conname = 'groups_pkey') THEN
    ALTER TABLE "groups" RENAME CONSTRAINT "groups_pkey" TO "teams_pkey";
  END IF;
END $stager$;
ALTER INDEX IF EXISTS "groups_title_key" RENAME TO "teams_title_key";
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"teams"') AND relkind IN ('v')) THEN
    DROP VIEW "teams";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"groups"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "groups" RENAME TO "teams";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF to_regclass('"groups_id_seq"') = (SELECT d.objid::regclass FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S' WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjid = to_regclass('"teams"') AND a.attname = 'id' LIMIT 1) THEN
    ALTER SEQUENCE "groups_id_seq" RENAME TO "teams_id_seq";
  END IF;
END $stager$;
COMMIT;
