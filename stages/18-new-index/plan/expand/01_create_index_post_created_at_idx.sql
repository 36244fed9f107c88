-- build index Post_createdAt_idx on Post
-- Lock: SHARE UPDATE EXCLUSIVE on Post
CREATE INDEX CONCURRENTLY "Post_createdAt_idx" ON "Post"("createdAt" DESC);
