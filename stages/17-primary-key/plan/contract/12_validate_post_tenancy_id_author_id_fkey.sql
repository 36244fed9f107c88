-- prove the foreign key Post (tenancyId, authorId) -> User
-- Lock: SHARE UPDATE EXCLUSIVE on Post
-- Lock: ROW SHARE on User
ALTER TABLE "Post" VALIDATE CONSTRAINT "Post_tenancyId_authorId_fkey";
