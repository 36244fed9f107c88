-- build unique index tag_stickers_pkey on _StickerToTag
-- Lock: SHARE UPDATE EXCLUSIVE on _StickerToTag
CREATE UNIQUE INDEX CONCURRENTLY "tag_stickers_pkey" ON "_StickerToTag"("B", "A");
