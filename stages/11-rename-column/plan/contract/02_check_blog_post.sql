-- new rows of BlogPost need authorName
-- new rows of BlogPost need slug
-- Lock: ACCESS EXCLUSIVE on BlogPost
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "BlogPost" DROP CONSTRAINT IF EXISTS "stager_20260101000000_BlogPost_authorName_nn";
ALTER TABLE "BlogPost" ADD CONSTRAINT "stager_20260101000000_BlogPost_authorName_nn" CHECK ("authorName" IS NOT NULL) NOT VALID;
ALTER TABLE "BlogPost" DROP CONSTRAINT IF EXISTS "stager_20260101000000_BlogPost_slug_nn";
ALTER TABLE "BlogPost" ADD CONSTRAINT "stager_20260101000000_BlogPost_slug_nn" CHECK ("slug" IS NOT NULL) NOT VALID;
COMMIT;
