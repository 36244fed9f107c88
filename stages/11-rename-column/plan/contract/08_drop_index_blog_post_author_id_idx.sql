-- drop index BlogPost_author_id_idx of BlogPost
-- Lock: SHARE UPDATE EXCLUSIVE on BlogPost
DROP INDEX CONCURRENTLY IF EXISTS "BlogPost_author_id_idx";
