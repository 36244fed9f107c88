-- drop the trigger between User.bio and Profile.bio on Profile
-- Lock: ACCESS EXCLUSIVE on Profile
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DROP TRIGGER IF EXISTS "stager_20260101000000_Profile_bio_pull" ON "Profile";
DROP FUNCTION IF EXISTS "stager_20260101000000_Profile_bio_pull"();
DROP TRIGGER IF EXISTS "stager_20260101000000_Profile_bio_push" ON "Profile";
DROP FUNCTION IF EXISTS "stager_20260101000000_Profile_bio_push"();
DROP TRIGGER IF EXISTS "stager_20260101000000_Profile_bio_gone" ON "Profile";
DROP FUNCTION IF EXISTS "stager_20260101000000_Profile_bio_gone"();
COMMIT;
