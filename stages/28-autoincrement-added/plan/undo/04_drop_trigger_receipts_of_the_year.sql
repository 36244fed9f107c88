-- drop the dual-write trigger of billing.receipts of the year
-- Lock: ACCESS EXCLUSIVE on billing.receipts of the year
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_receipts of the year" ON "billing"."receipts of the year";
DROP TRIGGER IF EXISTS "stager_20260101000000_receipts of the year_update" ON "billing"."receipts of the year";
DROP FUNCTION IF EXISTS "billing"."stager_20260101000000_receipts of the year"();
COMMIT;
