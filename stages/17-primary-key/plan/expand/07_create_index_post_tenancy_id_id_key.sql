-- build unique index Post_tenancyId_id_key on Post
-- Lock: SHARE UPDATE EXCLUSIVE on Post
CREATE UNIQUE INDEX CONCURRENTLY "Post_tenancyId_id_key" ON "Post"("tenancyId", "id");
