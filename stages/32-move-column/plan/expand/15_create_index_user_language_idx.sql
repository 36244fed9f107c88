-- build index User_language_idx on User
-- Lock: SHARE UPDATE EXCLUSIVE on User
CREATE INDEX CONCURRENTLY "User_language_idx" ON "User"("language");
