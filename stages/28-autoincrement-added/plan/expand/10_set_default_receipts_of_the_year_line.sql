-- billing.receipts of the year.line counts by itself
-- Lock: ACCESS EXCLUSIVE on billing.receipts of the year
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "billing"."receipts of the year" ALTER COLUMN "line" SET DEFAULT nextval('"billing"."receipts of the year_line_seq"'::regclass);
COMMIT;
