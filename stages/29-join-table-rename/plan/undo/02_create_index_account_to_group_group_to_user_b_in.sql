-- build index _GroupToUser_B_index on _AccountToGroup
-- Lock: SHARE UPDATE EXCLUSIVE on _AccountToGroup
CREATE INDEX CONCURRENTLY "_GroupToUser_B_index" ON "_AccountToGroup"("A");
