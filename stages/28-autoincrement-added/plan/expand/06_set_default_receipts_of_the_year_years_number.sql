-- billing.receipts of the year.years'_number counts by itself
-- Lock: ACCESS EXCLUSIVE on billing.receipts of the year
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "billing"."receipts of the year" ALTER COLUMN "years'_number" SET DEFAULT nextval('"billing"."receipts of the year_years''_number_seq"'::regclass);
COMMIT;
