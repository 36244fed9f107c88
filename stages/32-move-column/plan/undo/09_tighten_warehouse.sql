-- Warehouse.currency becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on Warehouse
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Warehouse" ALTER COLUMN "currency" SET NOT NULL;
ALTER TABLE "Warehouse" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Warehouse_currency_nn";
COMMIT;
