-- drop foreign key Order_customerNo_fkey of Order
-- Lock: ACCESS EXCLUSIVE on Order
-- Lock: ACCESS EXCLUSIVE on Customer
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE IF EXISTS "Order" DROP CONSTRAINT IF EXISTS "Order_customerNo_fkey";
COMMIT;
