-- old_place._TagToUser becomes content._TagToUser
-- a view keeps the name old_place._TagToUser, and its columns' names, for the old application
-- Lock: ACCESS EXCLUSIVE on old_place._TagToUser
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"old_place"."_TagToUser"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "old_place"."_TagToUser" SET SCHEMA "content";
  END IF;
END $stager$;
CREATE OR REPLACE VIEW "old_place"."_TagToUser" AS SELECT
    "A",
    "B"
  FROM "content"."_TagToUser";
COMMENT ON VIEW "old_place"."_TagToUser" IS 'stager: the old name of content._TagToUser for the application of before; contract drops it';
DO $stager$ DECLARE
  moved CONSTANT regclass := '"content"."_TagToUser"';
  old_name CONSTANT regclass := '"old_place"."_TagToUser"';
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
