-- Invoice.id has no default again
-- Lock: ACCESS EXCLUSIVE on Invoice
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Invoice" ALTER COLUMN "id" DROP DEFAULT;
COMMIT;
