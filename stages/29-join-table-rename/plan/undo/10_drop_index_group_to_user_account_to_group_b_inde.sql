-- drop index _AccountToGroup_B_index of _GroupToUser
-- Lock: SHARE UPDATE EXCLUSIVE on _GroupToUser
DROP INDEX CONCURRENTLY IF EXISTS "_AccountToGroup_B_index";
