-- prove the foreign key PostTag (postId) -> Post
-- Lock: SHARE UPDATE EXCLUSIVE on PostTag
-- Lock: ROW SHARE on Post
ALTER TABLE "PostTag" VALIDATE CONSTRAINT "stager_20260101000000_PostTag_postId_fkey";
