-- Coupon.id takes NULL, since the new application no longer writes it
-- Lock: ACCESS EXCLUSIVE on Coupon
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Coupon" ALTER COLUMN "id" DROP NOT NULL;
COMMIT;
