-- prove that every value of User.second fits into "Role"
-- Lock: SHARE UPDATE EXCLUSIVE on User
ALTER TABLE "User" VALIDATE CONSTRAINT "stager_20260101000000_User_second_fit";
