-- build unique index Account_phone_key on Account
-- Lock: SHARE UPDATE EXCLUSIVE on Account
CREATE UNIQUE INDEX CONCURRENTLY "Account_phone_key" ON "Account"("phone");
