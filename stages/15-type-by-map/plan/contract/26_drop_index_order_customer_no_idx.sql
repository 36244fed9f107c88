-- drop index Order_customerNo_idx of Order
-- Lock: SHARE UPDATE EXCLUSIVE on Order
DROP INDEX CONCURRENTLY IF EXISTS "Order_customerNo_idx";
