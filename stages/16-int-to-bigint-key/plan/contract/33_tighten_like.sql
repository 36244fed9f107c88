-- Like.userId_stager becomes NOT NULL
-- Like.postId_stager becomes NOT NULL
-- Lock: ACCESS EXCLUSIVE on Like
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Like" ALTER COLUMN "userId_stager" SET NOT NULL;
ALTER TABLE "Like" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Like_userId_stager_nn";
ALTER TABLE "Like" ALTER COLUMN "postId_stager" SET NOT NULL;
ALTER TABLE "Like" DROP CONSTRAINT IF EXISTS "stager_20260101000000_Like_postId_stager_nn";
COMMIT;
