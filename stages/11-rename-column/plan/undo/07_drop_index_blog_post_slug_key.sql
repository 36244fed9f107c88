-- drop unique index BlogPost_slug_key of BlogPost
-- Lock: SHARE UPDATE EXCLUSIVE on BlogPost
DROP INDEX CONCURRENTLY IF EXISTS "BlogPost_slug_key";
