-- rename constraint articles_pkey of articles to Post_pkey
-- drop the view Post
-- articles becomes Post again
-- Lock: ACCESS EXCLUSIVE on articles
-- Lock: ACCESS EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"articles"') IS NOT NULL THEN LOCK TABLE "articles" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"Post"') IS NOT NULL THEN LOCK TABLE "Post" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"articles"') AND conname = 'articles_pkey') THEN
    ALTER TABLE "articles" RENAME CONSTRAINT "articles_pkey" TO "Post_pkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"Post"') AND relkind IN ('v')) THEN
    DROP VIEW "Post";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"articles"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "articles" RENAME TO "Post";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF to_regclass('"articles_id_seq"') = (SELECT d.objid::regclass FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S' WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjid = to_regclass('"Post"') AND a.attname = 'id' LIMIT 1) THEN
    ALTER SEQUENCE "articles_id_seq" RENAME TO "Post_id_seq";
  END IF;
END $stager$;
COMMIT;
