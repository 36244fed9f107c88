-- _LabelToPost becomes _LabelToStory
-- rename constraint _LabelToPost_A_fkey of _LabelToStory to _LabelToStory_A_fkey
-- rename constraint _LabelToPost_B_fkey of _LabelToStory to _LabelToStory_B_fkey
-- rename constraint _LabelToPost_AB_pkey of _LabelToStory to _LabelToStory_AB_pkey
-- rename index _LabelToPost_B_index of _LabelToStory to _LabelToStory_B_index
-- a view keeps the name _LabelToPost, and its columns' names, for the old application
-- Lock: ACCESS EXCLUSIVE on _LabelToPost
-- Lock: ACCESS EXCLUSIVE on _LabelToStory
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"_LabelToPost"') IS NOT NULL THEN LOCK TABLE "_LabelToPost" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"_LabelToStory"') IS NOT NULL THEN LOCK TABLE "_LabelToStory" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"_LabelToPost"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "_LabelToPost" RENAME TO "_LabelToStory";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_LabelToStory"') AND conname = '_LabelToPost_A_fkey') THEN
    ALTER TABLE "_LabelToStory" RENAME CONSTRAINT "_LabelToPost_A_fkey" TO "_LabelToStory_A_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_LabelToStory"') AND conname = '_LabelToPost_B_fkey') THEN
    ALTER TABLE "_LabelToStory" RENAME CONSTRAINT "_LabelToPost_B_fkey" TO "_LabelToStory_B_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_LabelToStory"') AND conname = '_LabelToPost_AB_pkey') THEN
    ALTER TABLE "_LabelToStory" RENAME CONSTRAINT "_LabelToPost_AB_pkey" TO "_LabelToStory_AB_pkey";
  END IF;
END $stager$;
ALTER INDEX IF EXISTS "_LabelToPost_B_index" RENAME TO "_LabelToStory_B_index";
CREATE OR REPLACE VIEW "_LabelToPost" AS SELECT
    "A",
    "B"
  FROM "_LabelToStory";
COMMENT ON VIEW "_LabelToPost" IS 'stager: the old name of _LabelToStory for the application of before; contract drops it';
DO $stager$ DECLARE
  moved CONSTANT regclass := '"_LabelToStory"';
  old_name CONSTANT regclass := '"_LabelToPost"';
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
