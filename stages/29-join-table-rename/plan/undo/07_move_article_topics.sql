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
