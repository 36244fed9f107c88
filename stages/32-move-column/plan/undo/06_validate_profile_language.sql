-- prove that no row has NULL in Profile.language
-- Lock: SHARE UPDATE EXCLUSIVE on Profile
ALTER TABLE "Profile" VALIDATE CONSTRAINT "stager_20260101000000_Profile_language_nn";
