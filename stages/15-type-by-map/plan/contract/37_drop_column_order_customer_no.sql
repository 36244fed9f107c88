-- drop Order.customerNo, which customerNo_v2 has replaced
-- Lock: ACCESS EXCLUSIVE on Order
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Order" DROP COLUMN IF EXISTS "customerNo";
COMMIT;
