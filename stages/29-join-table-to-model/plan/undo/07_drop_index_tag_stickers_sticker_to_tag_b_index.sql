-- drop index _StickerToTag_B_index of tag_stickers
-- Lock: SHARE UPDATE EXCLUSIVE on tag_stickers
DROP INDEX CONCURRENTLY IF EXISTS "_StickerToTag_B_index";
