-- drop unique index Team_tenancyId_id_key of Team
-- Lock: SHARE UPDATE EXCLUSIVE on Team
DROP INDEX CONCURRENTLY IF EXISTS "Team_tenancyId_id_key";
