-- prove that no row has NULL in User.theme
-- Lock: SHARE UPDATE EXCLUSIVE on User
ALTER TABLE "User" VALIDATE CONSTRAINT "stager_20260101000000_User_theme_nn";
