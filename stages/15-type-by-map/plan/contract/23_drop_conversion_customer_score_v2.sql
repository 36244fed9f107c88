-- drop the functions that converted Customer.score_v2
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP FUNCTION IF EXISTS "stager_20260101000000_Customer_score_v2_up"(JSONB);
DROP FUNCTION IF EXISTS "stager_20260101000000_Customer_score_v2_up_fails"(JSONB);
COMMIT;
