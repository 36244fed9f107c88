-- build unique index stager_20260101000000_users_pkey on users
-- Lock: SHARE UPDATE EXCLUSIVE on users
CREATE UNIQUE INDEX CONCURRENTLY "stager_20260101000000_users_pkey" ON "users"("id_stager");
