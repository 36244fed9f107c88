-- build unique index stager_20260101000000_Invitation_pkey on Invitation
-- Lock: SHARE UPDATE EXCLUSIVE on Invitation
CREATE UNIQUE INDEX CONCURRENTLY "stager_20260101000000_Invitation_pkey" ON "Invitation"("email", "role_stager");
