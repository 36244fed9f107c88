-- drop the sequence of billing.receipts of the year.years'_number again
-- Lock: ACCESS EXCLUSIVE on billing.receipts of the year
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP SEQUENCE IF EXISTS "billing"."receipts of the year_years'_number_seq";
COMMIT;
