-- User.language becomes NOT NULL
-- User.language takes over the default
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "User" ALTER COLUMN "language" SET NOT NULL;
ALTER TABLE "User" DROP CONSTRAINT IF EXISTS "stager_20260101000000_User_language_nn";
ALTER TABLE "User" ALTER COLUMN "language" SET DEFAULT 'en';
COMMIT;
