-- build index BlogPost_authorName_id_idx on BlogPost
-- Lock: SHARE UPDATE EXCLUSIVE on BlogPost
CREATE INDEX CONCURRENTLY "BlogPost_authorName_id_idx" ON "BlogPost"("authorName", "id");
