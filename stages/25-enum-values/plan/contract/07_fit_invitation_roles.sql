-- prove that every value of Invitation.roles fits into "Role"[]
-- Lock: SHARE UPDATE EXCLUSIVE on Invitation
ALTER TABLE "Invitation" VALIDATE CONSTRAINT "stager_20260101000000_Invitation_roles_fit";
