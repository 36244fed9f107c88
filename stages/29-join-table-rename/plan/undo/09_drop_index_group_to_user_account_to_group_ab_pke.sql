-- drop unique index _AccountToGroup_AB_pkey of _GroupToUser
-- Lock: SHARE UPDATE EXCLUSIVE on _GroupToUser
DROP INDEX CONCURRENTLY IF EXISTS "_AccountToGroup_AB_pkey";
