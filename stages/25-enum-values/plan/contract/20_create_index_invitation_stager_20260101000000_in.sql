-- build index stager_20260101000000_Invitation_roles_idx on Invitation
-- Lock: SHARE UPDATE EXCLUSIVE on Invitation
CREATE INDEX CONCURRENTLY "stager_20260101000000_Invitation_roles_idx" ON "Invitation" USING GIN ("roles_stager");
