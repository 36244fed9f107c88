-- rename constraint _LabelToStory_A_fkey of _LabelToStory to _LabelToPost_A_fkey
-- rename constraint _LabelToStory_B_fkey of _LabelToStory to _LabelToPost_B_fkey
-- rename constraint _LabelToStory_AB_pkey of _LabelToStory to _LabelToPost_AB_pkey
-- rename index _LabelToStory_B_index of _LabelToStory to _LabelToPost_B_index
-- drop the view _LabelToPost
-- _LabelToStory becomes _LabelToPost again
-- Lock: ACCESS EXCLUSIVE on _LabelToStory
-- Lock: ACCESS EXCLUSIVE on _LabelToPost
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"_LabelToStory"') IS NOT NULL THEN LOCK TABLE "_LabelToStory" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"_LabelToPost"') IS NOT NULL THEN LOCK TABLE "_LabelToPost" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_LabelToStory"') AND conname = '_LabelToStory_A_fkey') THEN
    ALTER TABLE "_LabelToStory" RENAME CONSTRAINT "_LabelToStory_A_fkey" TO "_LabelToPost_A_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_LabelToStory"') AND conname = '_LabelToStory_B_fkey') THEN
    ALTER TABLE "_LabelToStory" RENAME CONSTRAINT "_LabelToStory_B_fkey" TO "_LabelToPost_B_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_LabelToStory"') AND conname = '_LabelToStory_AB_pkey') THEN
    ALTER TABLE "_LabelToStory" RENAME CONSTRAINT "_LabelToStory_AB_pkey" TO "_LabelToPost_AB_pkey";
  END IF;
END $stager$;
ALTER INDEX IF EXISTS "_LabelToStory_B_index" RENAME TO "_LabelToPost_B_index";
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"_LabelToPost"') AND relkind IN ('v')) THEN
    DROP VIEW "_LabelToPost";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"_LabelToStory"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "_LabelToStory" RENAME TO "_LabelToPost";
  END IF;
END $stager$;
COMMIT;
