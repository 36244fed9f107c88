-- build unique index Member_id_key on Member
-- Lock: SHARE UPDATE EXCLUSIVE on Member
CREATE UNIQUE INDEX CONCURRENTLY "Member_id_key" ON "Member"("id");
