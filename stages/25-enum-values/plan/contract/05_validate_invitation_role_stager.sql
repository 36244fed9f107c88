-- prove that no row has NULL in Invitation.role_stager
-- Lock: SHARE UPDATE EXCLUSIVE on Invitation
ALTER TABLE "Invitation" VALIDATE CONSTRAINT "stager_20260101000000_Invitation_role_stager_nn";
