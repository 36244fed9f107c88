-- build unique index Tag_label_key on Tag
-- Lock: SHARE UPDATE EXCLUSIVE on Tag
CREATE UNIQUE INDEX CONCURRENTLY "Tag_label_key" ON "Tag"("label");
