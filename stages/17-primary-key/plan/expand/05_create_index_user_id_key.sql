-- build unique index User_id_key on User
-- Lock: SHARE UPDATE EXCLUSIVE on User
CREATE UNIQUE INDEX CONCURRENTLY "User_id_key" ON "User"("id");
