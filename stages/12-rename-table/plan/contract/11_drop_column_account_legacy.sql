-- drop Account.legacy
-- Lock: ACCESS EXCLUSIVE on Account
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Account" DROP COLUMN IF EXISTS "legacy";
COMMIT;
