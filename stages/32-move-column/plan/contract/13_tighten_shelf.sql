-- Shelf.currency becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on Shelf
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Shelf" ALTER COLUMN "currency" SET NOT NULL;
ALTER TABLE "Shelf" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Shelf_currency_nn";
COMMIT;
