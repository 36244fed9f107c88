-- build index stager_20260101000000_Post_reviewerId_id_idx on Post
-- Lock: SHARE UPDATE EXCLUSIVE on Post
CREATE INDEX CONCURRENTLY "stager_20260101000000_Post_reviewerId_id_idx" ON "Post"("reviewerId_stager", "id_stager" DESC);
