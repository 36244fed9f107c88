-- drop index _PostToTag_B_index of PostTag
-- Lock: SHARE UPDATE EXCLUSIVE on PostTag
DROP INDEX CONCURRENTLY IF EXISTS "_PostToTag_B_index";
