-- drop unique index Customer_number_key of Customer
-- Lock: SHARE UPDATE EXCLUSIVE on Customer
DROP INDEX CONCURRENTLY IF EXISTS "Customer_number_key";
