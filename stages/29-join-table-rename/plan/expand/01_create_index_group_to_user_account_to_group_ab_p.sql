-- build unique index _AccountToGroup_AB_pkey on _GroupToUser
-- Lock: SHARE UPDATE EXCLUSIVE on _GroupToUser
CREATE UNIQUE INDEX CONCURRENTLY "_AccountToGroup_AB_pkey" ON "_GroupToUser"("B", "A");
