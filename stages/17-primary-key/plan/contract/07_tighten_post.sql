-- Post.tenancyId becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on Post
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Post" ALTER COLUMN "tenancyId" SET NOT NULL;
ALTER TABLE "Post" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Post_tenancyId_nn";
COMMIT;
