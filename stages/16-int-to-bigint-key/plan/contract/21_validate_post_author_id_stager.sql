-- prove that no row has NULL in Post.authorId_stager
-- Lock: SHARE UPDATE EXCLUSIVE on Post
ALTER TABLE "Post" VALIDATE CONSTRAINT "stager_20260101000000_Post_authorId_stager_nn";
