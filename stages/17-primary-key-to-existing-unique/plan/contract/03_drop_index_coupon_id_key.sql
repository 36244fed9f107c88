-- drop unique index Coupon_id_key of Coupon
-- Lock: SHARE UPDATE EXCLUSIVE on Coupon
DROP INDEX CONCURRENTLY IF EXISTS "Coupon_id_key";
