-- drop index Person_domain_idx of Person
-- Lock: SHARE UPDATE EXCLUSIVE on Person
DROP INDEX CONCURRENTLY IF EXISTS "Person_domain_idx";
