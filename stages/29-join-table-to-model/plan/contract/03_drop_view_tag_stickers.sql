-- drop the view tag_stickers: the application that knows _StickerToTag by that name is gone
-- Lock: ACCESS EXCLUSIVE on tag_stickers
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('"tag_stickers"') AND relkind IN ('v')) THEN
    DROP VIEW "tag_stickers";
  END IF;
END $stager$;
COMMIT;
