-- Account.domain becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on Account
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Account" ALTER COLUMN "domain" SET NOT NULL;
ALTER TABLE "Account" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Account_domain_nn";
COMMIT;
