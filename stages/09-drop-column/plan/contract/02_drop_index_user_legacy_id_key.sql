-- drop unique index User_legacyId_key of User
-- Lock: SHARE UPDATE EXCLUSIVE on User
DROP INDEX CONCURRENTLY IF EXISTS "User_legacyId_key";
