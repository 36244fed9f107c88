-- drop index by activity_v2 of Customer
-- Lock: SHARE UPDATE EXCLUSIVE on Customer
DROP INDEX CONCURRENTLY IF EXISTS "by activity_v2";
