-- build unique index Member_teamId_userId_key on Member
-- Lock: SHARE UPDATE EXCLUSIVE on Member
CREATE UNIQUE INDEX CONCURRENTLY "Member_teamId_userId_key" ON "Member"("teamId", "userId");
