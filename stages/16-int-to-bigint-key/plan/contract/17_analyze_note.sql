-- sample userId_stager, postId_stager of Note for the query planner
-- Lock: SHARE UPDATE EXCLUSIVE on Note
ANALYZE "Note" ("userId_stager", "postId_stager");
