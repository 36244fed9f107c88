-- drop Coupon.id
-- Lock: ACCESS EXCLUSIVE on Coupon
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Coupon" DROP COLUMN IF EXISTS "id";
COMMIT;
