-- drop index Person_lastName_firstName_idx of Person
-- Lock: SHARE UPDATE EXCLUSIVE on Person
DROP INDEX CONCURRENTLY IF EXISTS "Person_lastName_firstName_idx";
