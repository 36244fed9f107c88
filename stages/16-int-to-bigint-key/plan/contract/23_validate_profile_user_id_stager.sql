-- prove that no row has NULL in Profile.userId_stager
-- Lock: SHARE UPDATE EXCLUSIVE on Profile
ALTER TABLE "Profile" VALIDATE CONSTRAINT "stager_20260101000000_Profile_userId_stager_nn";
