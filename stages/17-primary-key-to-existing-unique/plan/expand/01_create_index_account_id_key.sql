-- build unique index Account_id_key on Account
-- Lock: SHARE UPDATE EXCLUSIVE on Account
CREATE UNIQUE INDEX CONCURRENTLY "Account_id_key" ON "Account"("id");
