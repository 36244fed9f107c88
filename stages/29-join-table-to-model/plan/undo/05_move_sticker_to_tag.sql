-- rename constraint _StickerToTag_A_fkey of _StickerToTag to tag_stickers_stickerId_fkey
-- rename constraint _StickerToTag_B_fkey of _StickerToTag to tag_stickers_tagId_fkey
-- _StickerToTag gets its former key again
-- drop the view tag_stickers
-- _StickerToTag becomes tag_stickers again
-- Lock: ACCESS EXCLUSIVE on _StickerToTag
-- Lock: ACCESS EXCLUSIVE on tag_stickers
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
SELECT set_config('stager.statement_timeout', current_setting('statement_timeout'), true), set_config('statement_timeout', (SELECT greatest(1, setting::int * 4 / 5) || 'ms' FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), true);
DO $stager$ BEGIN
  -- every lock of this file, before PostgreSQL would look for a deadlock
  IF to_regclass('"_StickerToTag"') IS NOT NULL THEN LOCK TABLE "_StickerToTag" IN ACCESS EXCLUSIVE MODE; END IF;
  IF to_regclass('"tag_stickers"') IS NOT NULL THEN LOCK TABLE "tag_stickers" IN ACCESS EXCLUSIVE MODE; END IF;
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $stager$;
SELECT set_config('statement_timeout', current_setting('stager.statement_timeout'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_StickerToTag"') AND conname = '_StickerToTag_A_fkey') THEN
    ALTER TABLE "_StickerToTag" RENAME CONSTRAINT "_StickerToTag_A_fkey" TO "tag_stickers_stickerId_fkey";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_StickerToTag"') AND conname = '_StickerToTag_B_fkey') THEN
    ALTER TABLE "_StickerToTag" RENAME CONSTRAINT "_StickerToTag_B_fkey" TO "tag_stickers_tagId_fkey";
  END IF;
END $stager$;
ALTER TABLE "_StickerToTag" DROP CONSTRAINT IF EXISTS "_StickerToTag_AB_pkey";
DO $stager$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"_StickerToTag"') AND conname = 'tag_stickers_pkey') THEN
    ALTER TABLE "_StickerToTag" ADD CONSTRAINT "tag_stickers_pkey" PRIMARY KEY USING INDEX "tag_stickers_pkey";
  END IF;
END $stager$;
DROP INDEX IF EXISTS "_StickerToTag_B_index";
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"tag_stickers"') AND relkind IN ('v')) THEN
    DROP VIEW "tag_stickers";
  END IF;
END $stager$;
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"_StickerToTag"') AND relkind IN ('r', 'p')) THEN
    ALTER TABLE "_StickerToTag" RENAME TO "tag_stickers";
    ALTER TABLE "tag_stickers" RENAME COLUMN "A" TO "stickerId";
    ALTER TABLE "tag_stickers" RENAME COLUMN "B" TO "tagId";
  END IF;
END $stager$;
COMMIT;
