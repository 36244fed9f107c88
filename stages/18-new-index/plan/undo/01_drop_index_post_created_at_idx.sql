-- drop index Post_createdAt_idx of Post
-- Lock: SHARE UPDATE EXCLUSIVE on Post
DROP INDEX CONCURRENTLY IF EXISTS "Post_createdAt_idx";
