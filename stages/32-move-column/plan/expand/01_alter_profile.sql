-- add Profile.bio beside User.bio
-- add Profile.settings beside User.settings
-- add Profile.theme beside User.theme
-- Profile.language takes NULL, since the new application no longer writes it
-- Lock: ACCESS EXCLUSIVE on Profile
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Profile" ADD COLUMN IF NOT EXISTS "bio" TEXT;
ALTER TABLE "Profile" ADD COLUMN IF NOT EXISTS "settings" JSONB;
ALTER TABLE "Profile" ADD COLUMN IF NOT EXISTS "theme" TEXT;
ALTER TABLE "Profile" ALTER COLUMN "language" DROP NOT NULL;
COMMIT;
