-- prove the foreign key User (tenancyId, teamId) -> Team
-- Lock: SHARE UPDATE EXCLUSIVE on User
-- Lock: ROW SHARE on Team
ALTER TABLE "User" VALIDATE CONSTRAINT "User_tenancyId_teamId_fkey";
