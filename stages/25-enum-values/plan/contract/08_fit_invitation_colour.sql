-- prove that every value of Invitation.colour fits into "Shade"
-- Lock: SHARE UPDATE EXCLUSIVE on Invitation
ALTER TABLE "Invitation" VALIDATE CONSTRAINT "stager_20260101000000_Invitation_colour_fit";
