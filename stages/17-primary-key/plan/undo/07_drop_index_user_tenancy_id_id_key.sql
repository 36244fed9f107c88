-- drop unique index User_tenancyId_id_key of User
-- Lock: SHARE UPDATE EXCLUSIVE on User
DROP INDEX CONCURRENTLY IF EXISTS "User_tenancyId_id_key";
