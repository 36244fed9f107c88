-- drop unique index BlogPost_handle_key of BlogPost
-- Lock: SHARE UPDATE EXCLUSIVE on BlogPost
DROP INDEX CONCURRENTLY IF EXISTS "BlogPost_handle_key";
