-- drop the dual-write trigger of Customer
-- Lock: ACCESS EXCLUSIVE on Customer
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Customer" ON "Customer";
DROP TRIGGER IF EXISTS "stager_20260101000000_Customer_update" ON "Customer";
DROP FUNCTION IF EXISTS "stager_20260101000000_Customer"();
DROP SEQUENCE IF EXISTS "stager_20260101000000_Customer_old_writes";
COMMIT;
