-- rename constraint app_settings_pkey of app_settings to settings_pkey
-- drop the view old_place.settings
-- app_settings becomes old_place.settings again
-- Lock: ACCESS EXCLUSIVE on app_settings
-- Lock: ACCESS EXCLUSIVE on old_place.settings
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"app_settings"') IS NOT NULL THEN LOCK TABLE "app_settings" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"old_place"."settings"') IS NOT NULL THEN LOCK TABLE "old_place"."settings" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"app_settings"') AND conname = 'app_settings_pkey') THEN
    ALTER TABLE "app_settings" RENAME CONSTRAINT "app_settings_pkey" TO "settings_pkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"old_place"."settings"') AND relkind IN ('v')) THEN
    DROP VIEW "old_place"."settings";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"app_settings"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "app_settings" RENAME TO "settings";
    ALTER TABLE "settings" SET SCHEMA "old_place";
  END IF;
END $stager$;
COMMIT;
