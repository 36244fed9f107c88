-- sample userId_stager of Profile for the query planner
-- Lock: SHARE UPDATE EXCLUSIVE on Profile
ANALYZE "Profile" ("userId_stager");
