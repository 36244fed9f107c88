-- prove that no row has NULL in Coupon.id
-- Lock: SHARE UPDATE EXCLUSIVE on Coupon
ALTER TABLE "Coupon" VALIDATE CONSTRAINT "stager_20260101000000_Coupon_id_nn";
