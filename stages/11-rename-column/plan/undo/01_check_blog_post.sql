-- new rows of BlogPost need author
-- new rows of BlogPost need handle
-- Lock: ACCESS EXCLUSIVE on BlogPost
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "BlogPost" DROP CONSTRAINT IF EXISTS "stager_20260101000000_BlogPost_author_nn";
ALTER TABLE "BlogPost" ADD CONSTRAINT "stager_20260101000000_BlogPost_author_nn" CHECK ("author" IS NOT NULL) NOT VALID;
ALTER TABLE "BlogPost" DROP CONSTRAINT IF EXISTS "stager_20260101000000_BlogPost_handle_nn";
ALTER TABLE "BlogPost" ADD CONSTRAINT "stager_20260101000000_BlogPost_handle_nn" CHECK ("handle" IS NOT NULL) NOT VALID;
COMMIT;
