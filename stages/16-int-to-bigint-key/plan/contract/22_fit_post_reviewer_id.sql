-- prove that every value of Post.reviewerId fits into BIGINT
-- Lock: SHARE UPDATE EXCLUSIVE on Post
ALTER TABLE "Post" VALIDATE CONSTRAINT "stager_20260101000000_Post_reviewerId_fit";
