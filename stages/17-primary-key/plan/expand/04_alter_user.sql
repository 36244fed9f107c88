-- add User.tenancyId
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "User" ADD COLUMN IF NOT EXISTS "tenancyId" INTEGER NOT NULL DEFAULT 1;
COMMIT;
