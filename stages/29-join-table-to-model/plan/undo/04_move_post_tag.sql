-- rename constraint PostTag_postId_fkey of PostTag to _PostToTag_A_fkey
-- rename constraint PostTag_tagId_fkey of PostTag to _PostToTag_B_fkey
-- rename constraint PostTag_pkey of PostTag to _PostToTag_AB_pkey
-- drop the view _PostToTag
-- PostTag becomes _PostToTag again
-- Lock: ACCESS EXCLUSIVE on PostTag
-- Lock: ACCESS EXCLUSIVE on _PostToTag
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"PostTag"') IS NOT NULL THEN LOCK TABLE "PostTag" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"_PostToTag"') IS NOT NULL THEN LOCK TABLE "_PostToTag" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"PostTag"') AND conname = 'PostTag_postId_fkey') THEN
    ALTER TABLE "PostTag" RENAME CONSTRAINT "PostTag_postId_fkey" TO "_PostToTag_A_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"PostTag"') AND conname = 'PostTag_tagId_fkey') THEN
    ALTER TABLE "PostTag" RENAME CONSTRAINT "PostTag_tagId_fkey" TO "_PostToTag_B_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"PostTag"') AND conname = 'PostTag_pkey') THEN
    ALTER TABLE "PostTag" RENAME CONSTRAINT "PostTag_pkey" TO "_PostToTag_AB_pkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"_PostToTag"') AND relkind IN ('v')) THEN
    DROP VIEW "_PostToTag";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"PostTag"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "PostTag" RENAME TO "_PostToTag";
    ALTER TABLE "_PostToTag" RENAME COLUMN "postId" TO "A";
    ALTER TABLE "_PostToTag" RENAME COLUMN "tagId" TO "B";
  END IF;
END $stager$;
COMMIT;
