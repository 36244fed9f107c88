-- prove the foreign key Session (userId) -> User
-- Lock: SHARE UPDATE EXCLUSIVE on Session
-- Lock: ROW SHARE on User
ALTER TABLE "Session" VALIDATE CONSTRAINT "Session_userId_fkey";
