-- build unique index Label_tenancyId_postId_word_key on Label
-- Lock: SHARE UPDATE EXCLUSIVE on Label
CREATE UNIQUE INDEX CONCURRENTLY "Label_tenancyId_postId_word_key" ON "Label"("tenancyId", "postId", "word");
