-- add User.phone
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "User" ADD COLUMN IF NOT EXISTS "phone" TEXT;
COMMIT;
