-- prove the foreign key Label (tenancyId, postId) -> Post
-- Lock: SHARE UPDATE EXCLUSIVE on Label
ALTER TABLE "Label" VALIDATE CONSTRAINT "Label_tenancyId_postId_fkey";
