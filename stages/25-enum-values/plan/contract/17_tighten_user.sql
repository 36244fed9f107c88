-- User.role_stager becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "User" ALTER COLUMN "role_stager" SET NOT NULL;
ALTER TABLE "User" DROP CONSTRAINT IF EXISTS "stager_20260101000000_User_role_stager_nn";
COMMIT;
