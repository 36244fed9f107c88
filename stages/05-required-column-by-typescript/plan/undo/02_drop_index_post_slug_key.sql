-- drop unique index Post_slug_key of Post
-- Lock: SHARE UPDATE EXCLUSIVE on Post
DROP INDEX CONCURRENTLY IF EXISTS "Post_slug_key";
