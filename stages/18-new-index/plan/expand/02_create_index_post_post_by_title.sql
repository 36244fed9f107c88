-- build index post_by_title on Post
-- Lock: SHARE UPDATE EXCLUSIVE on Post
CREATE INDEX CONCURRENTLY "post_by_title" ON "Post"("title", "id");
