-- drop the dual-write trigger of Invoice
-- Lock: ACCESS EXCLUSIVE on Invoice
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Invoice" ON "Invoice";
DROP TRIGGER IF EXISTS "stager_20260101000000_Invoice_update" ON "Invoice";
DROP FUNCTION IF EXISTS "stager_20260101000000_Invoice"();
COMMIT;
