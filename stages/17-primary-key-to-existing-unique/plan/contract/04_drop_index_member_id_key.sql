-- drop unique index Member_id_key of Member
-- Lock: SHARE UPDATE EXCLUSIVE on Member
DROP INDEX CONCURRENTLY IF EXISTS "Member_id_key";
