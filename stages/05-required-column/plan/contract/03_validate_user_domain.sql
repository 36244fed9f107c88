-- prove that no row has NULL in User.domain
-- Lock: SHARE UPDATE EXCLUSIVE on User
ALTER TABLE "User" VALIDATE CONSTRAINT "stager_20260101000000_User_domain_nn";
