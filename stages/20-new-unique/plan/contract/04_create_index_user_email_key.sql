-- build unique index User_email_key on User
-- Lock: SHARE UPDATE EXCLUSIVE on User
CREATE UNIQUE INDEX CONCURRENTLY "User_email_key" ON "User"("email");
