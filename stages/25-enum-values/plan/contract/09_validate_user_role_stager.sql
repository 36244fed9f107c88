-- prove that no row has NULL in User.role_stager
-- Lock: SHARE UPDATE EXCLUSIVE on User
ALTER TABLE "User" VALIDATE CONSTRAINT "stager_20260101000000_User_role_stager_nn";
