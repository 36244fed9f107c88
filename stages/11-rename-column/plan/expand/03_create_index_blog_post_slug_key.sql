-- build unique index BlogPost_slug_key on BlogPost
-- Lock: SHARE UPDATE EXCLUSIVE on BlogPost
CREATE UNIQUE INDEX CONCURRENTLY "BlogPost_slug_key" ON "BlogPost"("slug");
