-- drop the view old_place.Tag
-- content.Tag becomes old_place.Tag again
-- Lock: ACCESS EXCLUSIVE on old_place.Tag
-- Lock: ACCESS EXCLUSIVE on content.Tag
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"old_place"."Tag"') IS NOT NULL THEN LOCK TABLE "old_place"."Tag" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"content"."Tag"') IS NOT NULL THEN LOCK TABLE "content"."Tag" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"old_place"."Tag"') AND relkind IN ('v')) THEN
    DROP VIEW "old_place"."Tag";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"content"."Tag"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "content"."Tag" SET SCHEMA "old_place";
  END IF;
END $stager$;
COMMIT;
