-- prove that no row has NULL in Profile.theme
-- Lock: SHARE UPDATE EXCLUSIVE on Profile
ALTER TABLE "Profile" VALIDATE CONSTRAINT "stager_20260101000000_Profile_theme_nn";
