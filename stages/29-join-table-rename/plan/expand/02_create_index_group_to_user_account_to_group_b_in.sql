-- build index _AccountToGroup_B_index on _GroupToUser
-- Lock: SHARE UPDATE EXCLUSIVE on _GroupToUser
CREATE INDEX CONCURRENTLY "_AccountToGroup_B_index" ON "_GroupToUser"("A");
