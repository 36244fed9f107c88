-- prove the foreign key Profile (userId_stager) -> users
-- Lock: SHARE UPDATE EXCLUSIVE on Profile
-- Lock: ROW SHARE on users
ALTER TABLE "Profile" VALIDATE CONSTRAINT "stager_20260101000000_Profile_Profile_userId_fkey";
