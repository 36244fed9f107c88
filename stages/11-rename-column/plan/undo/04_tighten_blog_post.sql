-- BlogPost.author becomes NOT NULL
-- BlogPost.handle becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on BlogPost
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "BlogPost" ALTER COLUMN "author" SET NOT NULL;
ALTER TABLE "BlogPost" DROP CONSTRAINT IF EXISTS "stager_20260101000000_BlogPost_author_nn";
ALTER TABLE "BlogPost" ALTER COLUMN "handle" SET NOT NULL;
ALTER TABLE "BlogPost" DROP CONSTRAINT IF EXISTS "stager_20260101000000_BlogPost_handle_nn";
COMMIT;
