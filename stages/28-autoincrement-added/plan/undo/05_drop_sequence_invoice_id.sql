-- drop the sequence of Invoice.id again
-- Lock: ACCESS EXCLUSIVE on Invoice
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP SEQUENCE IF EXISTS "Invoice_id_seq";
COMMIT;
