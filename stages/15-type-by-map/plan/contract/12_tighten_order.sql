-- Order.customerNo_v2 becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on Order
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Order" ALTER COLUMN "customerNo_v2" SET NOT NULL;
ALTER TABLE "Order" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Order_customerNo_v2_nn";
COMMIT;
