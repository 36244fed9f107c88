-- new rows of Shelf need currency
-- Lock: ACCESS EXCLUSIVE on Shelf
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Shelf" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Shelf_currency_nn";
ALTER TABLE "Shelf" ADD CONSTRAINT "stager_20260101000000_Shelf_currency_nn" CHECK ("currency" IS NOT NULL) NOT VALID;
COMMIT;
