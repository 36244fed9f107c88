-- drop the trigger between Warehouse.currency and Shelf.currency on Warehouse
-- Lock: ACCESS EXCLUSIVE on Warehouse
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Warehouse_currency_push" ON "Warehouse";
DROP FUNCTION IF EXISTS "stager_20260101000000_Warehouse_currency_push"();
COMMIT;
