-- rename constraint _article topics_A_fkey of _article topics to _about_A_fkey
-- rename constraint _article topics_B_fkey of _article topics to _about_B_fkey
-- rename constraint _article topics_AB_pkey of _article topics to _about_AB_pkey
-- rename index _article topics_B_index of _article topics to _about_B_index
-- drop the view _about
-- _article topics becomes _about again
-- Lock: ACCESS EXCLUSIVE on _article topics
-- Lock: ACCESS EXCLUSIVE on _about
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"_article topics"') IS NOT NULL THEN LOCK TABLE "_article topics" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"_about"') IS NOT NULL THEN LOCK TABLE "_about" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_article topics"') AND conname = '_article topics_A_fkey') THEN
    ALTER TABLE "_article topics" RENAME CONSTRAINT "_article topics_A_fkey" TO "_about_A_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_article topics"') AND conname = '_article topics_B_fkey') THEN
    ALTER TABLE "_article topics" RENAME CONSTRAINT "_article topics_B_fkey" TO "_about_B_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_article topics"') AND conname = '_article topics_AB_pkey') THEN
    ALTER TABLE "_article topics" RENAME CONSTRAINT "_article topics_AB_pkey" TO "_about_AB_pkey";
  END IF;
END $stager$;
ALTER INDEX IF EXISTS "_article topics_B_index" RENAME TO "_about_B_index";
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"_about"') AND relkind IN ('v')) THEN
    DROP VIEW "_about";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"_article topics"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "_article topics" RENAME TO "_about";
  END IF;
END $stager$;
COMMIT;
