-- _PostToTag becomes PostTag, A to postId, B to tagId
-- rename constraint _PostToTag_A_fkey of PostTag to PostTag_postId_fkey
-- rename constraint _PostToTag_B_fkey of PostTag to PostTag_tagId_fkey
-- rename constraint _PostToTag_AB_pkey of PostTag to PostTag_pkey
-- a view keeps the name _PostToTag, and its columns' names, for the old application
-- Lock: ACCESS EXCLUSIVE on _PostToTag
-- Lock: ACCESS EXCLUSIVE on PostTag
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"_PostToTag"') IS NOT NULL THEN LOCK TABLE "_PostToTag" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"PostTag"') IS NOT NULL THEN LOCK TABLE "PostTag" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"_PostToTag"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "_PostToTag" RENAME TO "PostTag";
    ALTER TABLE "PostTag" RENAME COLUMN "A" TO "postId";
    ALTER TABLE "PostTag" RENAME COLUMN "B" TO "tagId";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"PostTag"') AND conname = '_PostToTag_A_fkey') THEN
    ALTER TABLE "PostTag" RENAME CONSTRAINT "_PostToTag_A_fkey" TO "PostTag_postId_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"PostTag"') AND conname = '_PostToTag_B_fkey') THEN
    ALTER TABLE "PostTag" RENAME CONSTRAINT "_PostToTag_B_fkey" TO "PostTag_tagId_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"PostTag"') AND conname = '_PostToTag_AB_pkey') THEN
    ALTER TABLE "PostTag" RENAME CONSTRAINT "_PostToTag_AB_pkey" TO "PostTag_pkey";
  END IF;
END $stager$;
CREATE OR REPLACE VIEW "_PostToTag" AS SELECT
    "postId" AS "A",
    "tagId" AS "B"
  FROM "PostTag";
COMMENT ON VIEW "_PostToTag" IS 'stager: the old name of PostTag for the application of before; contract drops it';
DO $stager$ DECLARE
  moved CONSTANT regclass := '"PostTag"';
  old_name CONSTANT regclass := '"_PostToTag"';
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
      SELECT format('(%I)', CASE a.attname WHEN 'postId' THEN 'A' WHEN 'tagId' THEN 'B' ELSE a.attname END), a.attacl, c.relowner
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
