-- drop unique index User_email_key of User
-- Lock: SHARE UPDATE EXCLUSIVE on User
DROP INDEX CONCURRENTLY IF EXISTS "User_email_key";
