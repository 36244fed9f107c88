-- build unique index stager_20260101000000_Post_pkey on Post
-- Lock: SHARE UPDATE EXCLUSIVE on Post
CREATE UNIQUE INDEX CONCURRENTLY "stager_20260101000000_Post_pkey" ON "Post"("id_stager");
