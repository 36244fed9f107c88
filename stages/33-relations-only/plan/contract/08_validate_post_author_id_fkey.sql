-- prove the foreign key Post (authorId) -> User
-- Lock: SHARE UPDATE EXCLUSIVE on Post
-- Lock: ROW SHARE on User
ALTER TABLE "Post" VALIDATE CONSTRAINT "Post_authorId_fkey";
