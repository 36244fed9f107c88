-- prove the foreign key Post (reviewerId_stager) -> users
-- Lock: SHARE UPDATE EXCLUSIVE on Post
-- Lock: ROW SHARE on users
ALTER TABLE "Post" VALIDATE CONSTRAINT "stager_20260101000000_Post_Post_reviewerId_fkey";
