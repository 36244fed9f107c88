-- build unique index Team_tenancyId_id_key on Team
-- Lock: SHARE UPDATE EXCLUSIVE on Team
CREATE UNIQUE INDEX CONCURRENTLY "Team_tenancyId_id_key" ON "Team"("tenancyId", "id");
