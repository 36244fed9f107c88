-- _GroupToUser becomes _AccountToGroup, A to B, B to A
-- rename constraint _GroupToUser_A_fkey of _AccountToGroup to _AccountToGroup_B_fkey
-- rename constraint _GroupToUser_B_fkey of _AccountToGroup to _AccountToGroup_A_fkey
-- _AccountToGroup_AB_pkey becomes the primary key of _AccountToGroup, over an index that is there
-- a view keeps the name _GroupToUser, and its columns' names, for the old application
-- Lock: ACCESS EXCLUSIVE on _GroupToUser
-- Lock: ACCESS EXCLUSIVE on _AccountToGroup
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"_GroupToUser"') IS NOT NULL THEN LOCK TABLE "_GroupToUser" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"_AccountToGroup"') IS NOT NULL THEN LOCK TABLE "_AccountToGroup" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"_GroupToUser"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "_GroupToUser" RENAME TO "_AccountToGroup";
    ALTER TABLE "_AccountToGroup" RENAME COLUMN "A" TO "stager_A";
    ALTER TABLE "_AccountToGroup" RENAME COLUMN "B" TO "stager_B";
    ALTER TABLE "_AccountToGroup" RENAME COLUMN "stager_A" TO "B";
    ALTER TABLE "_AccountToGroup" RENAME COLUMN "stager_B" TO "A";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_AccountToGroup"') AND conname = '_GroupToUser_A_fkey') THEN
    ALTER TABLE "_AccountToGroup" RENAME CONSTRAINT "_GroupToUser_A_fkey" TO "_AccountToGroup_B_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_AccountToGroup"') AND conname = '_GroupToUser_B_fkey') THEN
    ALTER TABLE "_AccountToGroup" RENAME CONSTRAINT "_GroupToUser_B_fkey" TO "_AccountToGroup_A_fkey";
  END IF;
END $stager$;
ALTER TABLE "_AccountToGroup" DROP CONSTRAINT IF EXISTS "_GroupToUser_AB_pkey";
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_AccountToGroup"') AND conname = '_AccountToGroup_AB_pkey') THEN
    ALTER TABLE "_AccountToGroup" ADD CONSTRAINT "_AccountToGroup_AB_pkey" PRIMARY KEY USING INDEX "_AccountToGroup_AB_pkey";
  END IF;
END $stager$;
DROP INDEX IF EXISTS "_GroupToUser_B_index";
CREATE OR REPLACE VIEW "_GroupToUser" AS SELECT
    "B" AS "A",
    "A" AS "B"
  FROM "_AccountToGroup";
COMMENT ON VIEW "_GroupToUser" IS 'stager: the old name of _AccountToGroup for the application of before; contract drops it';
DO $stager$ DECLARE
  moved CONSTANT regclass := '"_AccountToGroup"';
  old_name CONSTANT regclass := '"_GroupToUser"';
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
      SELECT format('(%I)', CASE a.attname WHEN 'B' THEN 'A' WHEN 'A' THEN 'B' ELSE a.attname END), a.attacl, c.relowner
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
