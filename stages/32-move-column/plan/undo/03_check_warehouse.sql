-- new rows of Warehouse need currency
-- Lock: ACCESS EXCLUSIVE on Warehouse
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Warehouse" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Warehouse_currency_nn";
ALTER TABLE "Warehouse" ADD CONSTRAINT "stager_20260101000000_Warehouse_currency_nn" CHECK ("currency" IS NOT NULL) NOT VALID;
COMMIT;
