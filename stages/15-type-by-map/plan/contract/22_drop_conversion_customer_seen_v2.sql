-- drop the functions that converted Customer.seen_v2
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP FUNCTION IF EXISTS "stager_20260101000000_Customer_seen_v2_up"(TIMESTAMP(3));
DROP FUNCTION IF EXISTS "stager_20260101000000_Customer_seen_v2_up_fails"(TIMESTAMP(3));
DROP FUNCTION IF EXISTS "stager_20260101000000_Customer_seen_v2_down"(BIGINT);
DROP FUNCTION IF EXISTS "stager_20260101000000_Customer_seen_v2_down_fails"(BIGINT);
COMMIT;
