-- prove the foreign key Redeemed_couponCode_fkey of Redeemed again, which uses coupon_code now
-- Lock: SHARE UPDATE EXCLUSIVE on Redeemed
-- Lock: ROW SHARE on Coupon
ALTER TABLE "Redeemed" VALIDATE CONSTRAINT "Redeemed_couponCode_fkey";
