-- build unique index User_tenancyId_id_key on User
-- Lock: SHARE UPDATE EXCLUSIVE on User
CREATE UNIQUE INDEX CONCURRENTLY "User_tenancyId_id_key" ON "User"("tenancyId", "id");
