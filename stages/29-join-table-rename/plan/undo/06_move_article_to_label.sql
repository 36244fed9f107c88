-- rename constraint _ArticleToLabel_B_fkey of _ArticleToLabel to _LabelToPost_A_fkey
-- rename constraint _ArticleToLabel_A_fkey of _ArticleToLabel to _LabelToPost_B_fkey
-- _ArticleToLabel gets its former key again
-- drop the view _LabelToPost
-- _ArticleToLabel becomes _LabelToPost again
-- Lock: ACCESS EXCLUSIVE on _ArticleToLabel
-- Lock: ACCESS EXCLUSIVE on _LabelToPost
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"_ArticleToLabel"') IS NOT NULL THEN LOCK TABLE "_ArticleToLabel" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"_LabelToPost"') IS NOT NULL THEN LOCK TABLE "_LabelToPost" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_ArticleToLabel"') AND conname = '_ArticleToLabel_B_fkey') THEN
    ALTER TABLE "_ArticleToLabel" RENAME CONSTRAINT "_ArticleToLabel_B_fkey" TO "_LabelToPost_A_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_ArticleToLabel"') AND conname = '_ArticleToLabel_A_fkey') THEN
    ALTER TABLE "_ArticleToLabel" RENAME CONSTRAINT "_ArticleToLabel_A_fkey" TO "_LabelToPost_B_fkey";
  END IF;
END $stager$;
ALTER TABLE "_ArticleToLabel" DROP CONSTRAINT IF EXISTS "_ArticleToLabel_AB_pkey";
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_ArticleToLabel"') AND conname = '_LabelToPost_AB_pkey') THEN
    ALTER TABLE "_ArticleToLabel" ADD CONSTRAINT "_LabelToPost_AB_pkey" PRIMARY KEY USING INDEX "_LabelToPost_AB_pkey";
  END IF;
END $stager$;
DROP INDEX IF EXISTS "_ArticleToLabel_B_index";
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"_LabelToPost"') AND relkind IN ('v')) THEN
    DROP VIEW "_LabelToPost";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"_ArticleToLabel"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "_ArticleToLabel" RENAME TO "_LabelToPost";
    ALTER TABLE "_LabelToPost" RENAME COLUMN "B" TO "stager_B";
    ALTER TABLE "_LabelToPost" RENAME COLUMN "A" TO "stager_A";
    ALTER TABLE "_LabelToPost" RENAME COLUMN "stager_B" TO "A";
    ALTER TABLE "_LabelToPost" RENAME COLUMN "stager_A" TO "B";
  END IF;
END $stager$;
COMMIT;
