-- drop unique index Account_id_key of Account
-- Lock: SHARE UPDATE EXCLUSIVE on Account
DROP INDEX CONCURRENTLY IF EXISTS "Account_id_key";
