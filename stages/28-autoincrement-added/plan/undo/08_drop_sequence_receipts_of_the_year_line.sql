-- drop the sequence of billing.receipts of the year.line again
-- Lock: ACCESS EXCLUSIVE on billing.receipts of the year
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP SEQUENCE IF EXISTS "billing"."receipts of the year_line_seq";
COMMIT;
