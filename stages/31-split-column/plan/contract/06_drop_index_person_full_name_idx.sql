-- drop index Person_full name_idx of Person
-- Lock: SHARE UPDATE EXCLUSIVE on Person
DROP INDEX CONCURRENTLY IF EXISTS "Person_full name_idx";
