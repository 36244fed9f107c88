-- build index stager_20260101000000_User_role_email_idx on User
-- Lock: SHARE UPDATE EXCLUSIVE on User
CREATE INDEX CONCURRENTLY "stager_20260101000000_User_role_email_idx" ON "User"("role_stager", "email");
