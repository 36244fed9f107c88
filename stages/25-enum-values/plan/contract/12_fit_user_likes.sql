-- prove that every value of User.likes fits into "Shade"[]
-- Lock: SHARE UPDATE EXCLUSIVE on User
ALTER TABLE "User" VALIDATE CONSTRAINT "stager_20260101000000_User_likes_fit";
