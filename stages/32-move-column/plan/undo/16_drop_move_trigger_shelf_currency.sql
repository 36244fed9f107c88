-- drop the trigger between Warehouse.currency and Shelf.currency on Shelf
-- Lock: ACCESS EXCLUSIVE on Shelf
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Shelf_currency_pull" ON "Shelf";
DROP FUNCTION IF EXISTS "stager_20260101000000_Shelf_currency_pull"();
DROP TRIGGER IF EXISTS "stager_20260101000000_Shelf_currency_push" ON "Shelf";
DROP FUNCTION IF EXISTS "stager_20260101000000_Shelf_currency_push"();
DROP TRIGGER IF EXISTS "stager_20260101000000_Shelf_currency_gone" ON "Shelf";
DROP FUNCTION IF EXISTS "stager_20260101000000_Shelf_currency_gone"();
COMMIT;
