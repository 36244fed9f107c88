-- new rows of Order need customerNo_v2
-- Lock: ACCESS EXCLUSIVE on Order
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Order" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Order_customerNo_v2_nn";
ALTER TABLE "Order" ADD CONSTRAINT "stager_20260101000000_Order_customerNo_v2_nn" CHECK ("customerNo_v2" IS NOT NULL) NOT VALID;
COMMIT;
