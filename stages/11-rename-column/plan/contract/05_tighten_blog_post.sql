-- BlogPost.authorName becomes NOT NULL
-- BlogPost.slug becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on BlogPost
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "BlogPost" ALTER COLUMN "authorName" SET NOT NULL;
ALTER TABLE "BlogPost" DROP CONSTRAINT IF EXISTS "stager_20260101000000_BlogPost_authorName_nn";
ALTER TABLE "BlogPost" ALTER COLUMN "slug" SET NOT NULL;
ALTER TABLE "BlogPost" DROP CONSTRAINT IF EXISTS "stager_20260101000000_BlogPost_slug_nn";
COMMIT;
