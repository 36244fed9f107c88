-- Warehouse.currency takes NULL, since the new application no longer writes it
-- Lock: ACCESS EXCLUSIVE on Warehouse
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Warehouse" ALTER COLUMN "currency" DROP NOT NULL;
COMMIT;
