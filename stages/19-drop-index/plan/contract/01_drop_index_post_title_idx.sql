-- drop index Post_title_idx of Post
-- Lock: SHARE UPDATE EXCLUSIVE on Post
DROP INDEX CONCURRENTLY IF EXISTS "Post_title_idx";
