-- build unique index stager_20260101000000_Like_pkey on Like
-- Lock: SHARE UPDATE EXCLUSIVE on Like
CREATE UNIQUE INDEX CONCURRENTLY "stager_20260101000000_Like_pkey" ON "Like"("userId_stager", "postId_stager");
