-- prove that no row has NULL in User.name
-- Lock: SHARE UPDATE EXCLUSIVE on User
ALTER TABLE "User" VALIDATE CONSTRAINT "stager_20260101000000_User_name_nn";
