-- drop Warehouse.currency, which Shelf.currency has replaced
-- Lock: ACCESS EXCLUSIVE on Warehouse
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Warehouse" DROP COLUMN IF EXISTS "currency";
COMMIT;
