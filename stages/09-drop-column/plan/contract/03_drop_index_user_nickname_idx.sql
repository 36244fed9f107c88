-- drop index User_nickname_idx of User
-- Lock: SHARE UPDATE EXCLUSIVE on User
DROP INDEX CONCURRENTLY IF EXISTS "User_nickname_idx";
