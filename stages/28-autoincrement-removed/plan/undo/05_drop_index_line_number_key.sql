-- drop unique index Line_number_key of Line
-- Lock: SHARE UPDATE EXCLUSIVE on Line
DROP INDEX CONCURRENTLY IF EXISTS "Line_number_key";
