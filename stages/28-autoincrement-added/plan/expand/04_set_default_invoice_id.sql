-- Invoice.id counts by itself
-- Lock: ACCESS EXCLUSIVE on Invoice
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Invoice" ALTER COLUMN "id" SET DEFAULT nextval('"Invoice_id_seq"'::regclass);
COMMIT;
