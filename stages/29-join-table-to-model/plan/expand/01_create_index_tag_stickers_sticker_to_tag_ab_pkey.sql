-- build unique index _StickerToTag_AB_pkey on tag_stickers
-- Lock: SHARE UPDATE EXCLUSIVE on tag_stickers
CREATE UNIQUE INDEX CONCURRENTLY "_StickerToTag_AB_pkey" ON "tag_stickers"("stickerId", "tagId");
