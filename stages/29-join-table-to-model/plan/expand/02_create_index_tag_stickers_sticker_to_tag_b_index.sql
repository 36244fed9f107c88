-- build index _StickerToTag_B_index on tag_stickers
-- Lock: SHARE UPDATE EXCLUSIVE on tag_stickers
CREATE INDEX CONCURRENTLY "_StickerToTag_B_index" ON "tag_stickers"("tagId");
