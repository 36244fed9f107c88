-- drop index post_by_title of Post
-- Lock: SHARE UPDATE EXCLUSIVE on Post
DROP INDEX CONCURRENTLY IF EXISTS "post_by_title";
