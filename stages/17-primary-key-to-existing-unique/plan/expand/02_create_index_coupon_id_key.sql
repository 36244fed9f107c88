-- build unique index Coupon_id_key on Coupon
-- Lock: SHARE UPDATE EXCLUSIVE on Coupon
CREATE UNIQUE INDEX CONCURRENTLY "Coupon_id_key" ON "Coupon"("id");
