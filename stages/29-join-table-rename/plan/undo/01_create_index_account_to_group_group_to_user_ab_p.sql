-- build unique index _GroupToUser_AB_pkey on _AccountToGroup
-- Lock: SHARE UPDATE EXCLUSIVE on _AccountToGroup
CREATE UNIQUE INDEX CONCURRENTLY "_GroupToUser_AB_pkey" ON "_AccountToGroup"("B", "A");
