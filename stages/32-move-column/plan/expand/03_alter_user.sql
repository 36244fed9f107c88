-- User.theme takes NULL, since the new application no longer writes it
-- add User.language beside Profile.language
-- Lock: ACCESS EXCLUSIVE on User
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "User" ALTER COLUMN "theme" DROP NOT NULL;
ALTER TABLE "User" ADD COLUMN IF NOT EXISTS "language" TEXT;
COMMIT;
