-- prove the foreign key Label (tenancyId, postId) -> Post
-- Lock: SHARE UPDATE EXCLUSIVE on Label
-- Lock: ROW SHARE on Post
ALTER TABLE "Label" VALIDATE CONSTRAINT "Label_tenancyId_postId_fkey";
