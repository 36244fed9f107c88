-- drop unique index Post_tenancyId_id_key of Post
-- Lock: SHARE UPDATE EXCLUSIVE on Post
DROP INDEX CONCURRENTLY IF EXISTS "Post_tenancyId_id_key";
