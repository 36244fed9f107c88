-- drop the dual-write trigger of Order
-- Lock: ACCESS EXCLUSIVE on Order
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Order" ON "Order";
DROP TRIGGER IF EXISTS "stager_20260101000000_Order_update" ON "Order";
DROP FUNCTION IF EXISTS "stager_20260101000000_Order"();
DROP SEQUENCE IF EXISTS "stager_20260101000000_Order_old_writes";
COMMIT;
