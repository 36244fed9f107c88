-- drop index BlogPost_authorName_id_idx of BlogPost
-- Lock: SHARE UPDATE EXCLUSIVE on BlogPost
DROP INDEX CONCURRENTLY IF EXISTS "BlogPost_authorName_id_idx";
