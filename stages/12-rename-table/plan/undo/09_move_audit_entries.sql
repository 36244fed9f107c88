-- rename constraint audit entries_pkey of audit entries to AuditEntry_pkey
-- rename index audit entries_message_idx of audit entries to AuditEntry_message_idx
-- drop the view AuditEntry
-- audit entries becomes AuditEntry again
-- Lock: ACCESS EXCLUSIVE on audit entries
-- Lock: ACCESS EXCLUSIVE on AuditEntry
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"audit entries"') IS NOT NULL THEN LOCK TABLE "audit entries" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"AuditEntry"') IS NOT NULL THEN LOCK TABLE "AuditEntry" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"audit entries"') AND conname = 'audit entries_pkey') THEN
    ALTER TABLE "audit entries" RENAME CONSTRAINT "audit entries_pkey" TO "AuditEntry_pkey";
  END IF;
END $stager$;
ALTER INDEX IF EXISTS "audit entries_message_idx" RENAME TO "AuditEntry_message_idx";
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"AuditEntry"') AND relkind IN ('v')) THEN
    DROP VIEW "AuditEntry";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"audit entries"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "audit entries" RENAME TO "AuditEntry";
    ALTER TABLE "AuditEntry" RENAME COLUMN "number" TO "id";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF to_regclass('"audit entries_number_seq"') = (SELECT d.objid::regclass FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S' WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjid = to_regclass('"AuditEntry"') AND a.attname = 'id' LIMIT 1) THEN
    ALTER SEQUENCE "audit entries_number_seq" RENAME TO "AuditEntry_id_seq";
  END IF;
END $stager$;
COMMIT;
