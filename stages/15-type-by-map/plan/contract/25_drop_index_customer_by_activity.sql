-- drop index by activity of Customer
-- Lock: SHARE UPDATE EXCLUSIVE on Customer
DROP INDEX CONCURRENTLY IF EXISTS "by activity";
