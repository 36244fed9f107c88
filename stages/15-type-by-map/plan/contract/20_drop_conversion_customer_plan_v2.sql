-- drop the functions that converted Customer.plan_v2
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP FUNCTION IF EXISTS "stager_20260101000000_Customer_plan_v2_up"(TEXT);
DROP FUNCTION IF EXISTS "stager_20260101000000_Customer_plan_v2_up_fails"(TEXT);
COMMIT;
