-- give billing.receipts of the year.years'_number its old default again
-- billing.receipts of the year.page has no default again
-- billing.receipts of the year.line has no default again
-- Lock: ACCESS EXCLUSIVE on billing.receipts of the year
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "billing"."receipts of the year" ALTER COLUMN "years'_number" SET DEFAULT 0;
ALTER TABLE "billing"."receipts of the year" ALTER COLUMN "page" DROP DEFAULT;
ALTER TABLE "billing"."receipts of the year" ALTER COLUMN "line" DROP DEFAULT;
COMMIT;
