-- drop unique index Line_ticket_key of Line
-- Lock: SHARE UPDATE EXCLUSIVE on Line
DROP INDEX CONCURRENTLY IF EXISTS "Line_ticket_key";
