-- Profile.theme becomes NOT NULL
-- Profile.theme takes over the default
-- Lock: ACCESS EXCLUSIVE on Profile
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Profile" ALTER COLUMN "theme" SET NOT NULL;
ALTER TABLE "Profile" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Profile_theme_nn";
ALTER TABLE "Profile" ALTER COLUMN "theme" SET DEFAULT 'light';
COMMIT;
