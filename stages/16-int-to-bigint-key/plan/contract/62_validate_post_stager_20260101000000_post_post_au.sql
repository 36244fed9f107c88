-- prove the foreign key Post (authorId_stager) -> users
-- Lock: SHARE UPDATE EXCLUSIVE on Post
-- Lock: ROW SHARE on users
ALTER TABLE "Post" VALIDATE CONSTRAINT "stager_20260101000000_Post_Post_authorId_fkey";
