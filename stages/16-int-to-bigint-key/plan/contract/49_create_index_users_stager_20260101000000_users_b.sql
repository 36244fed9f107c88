-- build index stager_20260101000000_users_boss_id_idx on users
-- Lock: SHARE UPDATE EXCLUSIVE on users
CREATE INDEX CONCURRENTLY "stager_20260101000000_users_boss_id_idx" ON "users"("boss_id_stager");
