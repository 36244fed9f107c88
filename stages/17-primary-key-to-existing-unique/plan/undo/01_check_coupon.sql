-- new rows of Coupon need id
-- Lock: ACCESS EXCLUSIVE on Coupon
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Coupon" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Coupon_id_nn";
ALTER TABLE "Coupon" ADD CONSTRAINT "stager_20260101000000_Coupon_id_nn" CHECK ("id" IS NOT NULL) NOT VALID;
COMMIT;
