-- build unique index Post_slug_key on Post
-- Lock: SHARE UPDATE EXCLUSIVE on Post
CREATE UNIQUE INDEX CONCURRENTLY "Post_slug_key" ON "Post"("slug");
