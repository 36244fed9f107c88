-- build unique index coupon_code on Coupon
-- Lock: SHARE UPDATE EXCLUSIVE on Coupon
CREATE UNIQUE INDEX CONCURRENTLY "coupon_code" ON "Coupon"("code");
