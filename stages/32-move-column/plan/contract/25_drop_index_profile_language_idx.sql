-- drop index Profile_language_idx of Profile
-- Lock: SHARE UPDATE EXCLUSIVE on Profile
DROP INDEX CONCURRENTLY IF EXISTS "Profile_language_idx";
