-- new rows of Order need customerNo
-- Lock: ACCESS EXCLUSIVE on Order
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Order" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Order_customerNo_nn";
ALTER TABLE "Order" ADD CONSTRAINT "stager_20260101000000_Order_customerNo_nn" CHECK ("customerNo" IS NOT NULL) NOT VALID;
COMMIT;
