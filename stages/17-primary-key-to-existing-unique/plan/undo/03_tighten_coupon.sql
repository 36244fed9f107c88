-- Coupon.id becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on Coupon
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Coupon" ALTER COLUMN "id" SET NOT NULL;
ALTER TABLE "Coupon" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Coupon_id_nn";
COMMIT;
