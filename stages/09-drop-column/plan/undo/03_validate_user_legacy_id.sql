-- prove that no row has NULL in User.legacyId
-- Lock: SHARE UPDATE EXCLUSIVE on User
ALTER TABLE "User" VALIDATE CONSTRAINT "stager_20260101000000_User_legacyId_nn";
