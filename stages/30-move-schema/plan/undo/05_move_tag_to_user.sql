-- drop the view old_place._TagToUser
-- content._TagToUser becomes old_place._TagToUser again
-- Lock: ACCESS EXCLUSIVE on old_place._TagToUser
-- Lock: ACCESS EXCLUSIVE on content._TagToUser
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"old_place"."_TagToUser"') IS NOT NULL THEN LOCK TABLE "old_place"."_TagToUser" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"content"."_TagToUser"') IS NOT NULL THEN LOCK TABLE "content"."_TagToUser" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"old_place"."_TagToUser"') AND relkind IN ('v')) THEN
    DROP VIEW "old_place"."_TagToUser";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"content"."_TagToUser"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "content"."_TagToUser" SET SCHEMA "old_place";
  END IF;
END $stager$;
COMMIT;
