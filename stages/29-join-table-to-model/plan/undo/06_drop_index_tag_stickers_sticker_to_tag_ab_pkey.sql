-- drop unique index _StickerToTag_AB_pkey of tag_stickers
-- Lock: SHARE UPDATE EXCLUSIVE on tag_stickers
DROP INDEX CONCURRENTLY IF EXISTS "_StickerToTag_AB_pkey";
