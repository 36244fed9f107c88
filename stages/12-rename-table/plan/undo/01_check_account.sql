-- new rows of Account need legacy
-- Lock: ACCESS EXCLUSIVE on Account
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Account" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Account_legacy_nn";
ALTER TABLE "Account" ADD CONSTRAINT "stager_20260101000000_Account_legacy_nn" CHECK ("legacy" IS NOT NULL) NOT VALID;
COMMIT;
