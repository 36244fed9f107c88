-- build unique index stager_20260101000000_Post_authorId_slug_key on Post
-- Lock: SHARE UPDATE EXCLUSIVE on Post
CREATE UNIQUE INDEX CONCURRENTLY "stager_20260101000000_Post_authorId_slug_key" ON "Post"("authorId_stager", "slug");
