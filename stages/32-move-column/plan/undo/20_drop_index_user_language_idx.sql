-- drop index User_language_idx of User
-- Lock: SHARE UPDATE EXCLUSIVE on User
DROP INDEX CONCURRENTLY IF EXISTS "User_language_idx";
