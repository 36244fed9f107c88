-- tag_stickers becomes _StickerToTag, stickerId to A, tagId to B
-- rename constraint tag_stickers_stickerId_fkey of _StickerToTag to _StickerToTag_A_fkey
-- rename constraint tag_stickers_tagId_fkey of _StickerToTag to _StickerToTag_B_fkey
-- _StickerToTag_AB_pkey becomes the primary key of _StickerToTag, over an index that is there
-- a view keeps the name tag_stickers, and its columns' names, for the old application
-- Lock: ACCESS EXCLUSIVE on tag_stickers
-- Lock: ACCESS EXCLUSIVE on _StickerToTag
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"tag_stickers"') IS NOT NULL THEN LOCK TABLE "tag_stickers" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"_StickerToTag"') IS NOT NULL THEN LOCK TABLE "_StickerToTag" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"tag_stickers"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "tag_stickers" RENAME TO "_StickerToTag";
    ALTER TABLE "_StickerToTag" RENAME COLUMN "stickerId" TO "A";
    ALTER TABLE "_StickerToTag" RENAME COLUMN "tagId" TO "B";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_StickerToTag"') AND conname = 'tag_stickers_stickerId_fkey') THEN
    ALTER TABLE "_StickerToTag" RENAME CONSTRAINT "tag_stickers_stickerId_fkey" TO "_StickerToTag_A_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_StickerToTag"') AND conname = 'tag_stickers_tagId_fkey') THEN
    ALTER TABLE "_StickerToTag" RENAME CONSTRAINT "tag_stickers_tagId_fkey" TO "_StickerToTag_B_fkey";
  END IF;
END $stager$;
ALTER TABLE "_StickerToTag" DROP CONSTRAINT IF EXISTS "tag_stickers_pkey";
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_StickerToTag"') AND conname = '_StickerToTag_AB_pkey') THEN
    ALTER TABLE "_StickerToTag" ADD CONSTRAINT "_StickerToTag_AB_pkey" PRIMARY KEY USING INDEX "_StickerToTag_AB_pkey";
  END IF;
END $stager$;
CREATE OR REPLACE VIEW "tag_stickers" AS SELECT
    "A" AS "stickerId",
    "B" AS "tagId"
  FROM "_StickerToTag";
COMMENT ON VIEW "tag_stickers" IS 'stager: the old name of _StickerToTag for the application of before; contract drops it';
DO $stager$ DECLARE
  moved CONSTANT regclass := '"_StickerToTag"';
  old_name CONSTANT regclass := '"tag_stickers"';
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
      SELECT format('(%I)', CASE a.attname WHEN 'A' THEN 'stickerId' WHEN 'B' THEN 'tagId' ELSE a.attname END), a.attacl, c.relowner
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
