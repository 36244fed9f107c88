-- Post becomes Story
-- rename constraint Post_authorId_fkey of Story to Story_authorId_fkey
-- rename constraint Post_pkey of Story to Story_pkey
-- rename index Post_authorId_title_key of Story to Story_authorId_title_key
-- a view keeps the name Post, and its columns' names, for the old application
-- Lock: ACCESS EXCLUSIVE on Post
-- Lock: ACCESS EXCLUSIVE on Story
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"Post"') IS NOT NULL THEN LOCK TABLE "Post" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"Story"') IS NOT NULL THEN LOCK TABLE "Story" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"Post"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "Post" RENAME TO "Story";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF to_regclass('"Post_id_seq"') = (SELECT d.objid::regclass FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S' WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjid = to_regclass('"Story"') AND a.attname = 'id' LIMIT 1) THEN
    ALTER SEQUENCE "Post_id_seq" RENAME TO "Story_id_seq";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"Story"') AND conname = 'Post_authorId_fkey') THEN
    ALTER TABLE "Story" RENAME CONSTRAINT "Post_authorId_fkey" TO "Story_authorId_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"Story"') AND conname = 'Post_pkey') THEN
    ALTER TABLE "Story" RENAME CONSTRAINT "Post_pkey" TO "Story_pkey";
  END IF;
END $stager$;
ALTER INDEX IF EXISTS "Post_authorId_title_key" RENAME TO "Story_authorId_title_key";
CREATE OR REPLACE VIEW "Post" AS SELECT
    "id",
    "title",
    "authorId"
  FROM "Story";
COMMENT ON VIEW "Post" IS 'stager: the old name of Story for the application of before; contract drops it';
DO $stager$ DECLARE
  moved CONSTANT regclass := '"Story"';
  old_name CONSTANT regclass := '"Post"';
  command text;
BEGIN
  IF current_setting('server_version_num')::int >= 150000 AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = moved AND attacl IS NOT NULL) THEN
    EXECUTE format('ALTER VIEW %s SET (security_invoker = true)', old_name);
  ELSIF (SELECT relrowsecurity FROM pg_catalog.pg_class WHERE oid = moved) THEN
    RAISE EXCEPTION 'stager: % has row security, which a view would not keep: PostgreSQL 15 can, where no column has grants of its own', moved;
  END IF;
  FOR command IN
    WITH grants (columns, acl, owner) AS (
      SELECT '', relacl, relowner FROM pg_catalog.pg_class WHERE oid = moved
      UNION ALL
      SELECT format('(%I)', a.attname), a.attacl, c.relowner
      FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid WHERE c.oid = moved AND NOT a.attisdropped
    ), wanted (place, command, grantee, ending) AS (
      SELECT 1, format('REVOKE ALL ON %s FROM', old_name), g.grantee, '' FROM pg_catalog.pg_class v, aclexplode(v.relacl) AS g
      WHERE v.oid = old_name AND g.grantee <> v.relowner
      UNION ALL
      SELECT 2, format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO', old_name), t.relowner, '' FROM pg_catalog.pg_class t WHERE t.oid = moved
      UNION ALL
      SELECT 2, format('GRANT %s %s ON %s TO', g.privilege_type, s.columns, old_name), g.grantee, CASE WHEN g.is_grantable THEN 'WITH GRANT OPTION' ELSE '' END
      FROM grants s, aclexplode(s.acl) AS g WHERE g.grantee <> s.owner AND g.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
    )
    SELECT w.command || ' ' || CASE w.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(w.grantee)) END || ' ' || w.ending
    FROM wanted w ORDER BY w.place
  LOOP
    EXECUTE command;
  END LOOP;
END $stager$;
COMMIT;
