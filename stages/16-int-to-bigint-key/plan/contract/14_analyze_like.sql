-- sample userId_stager, postId_stager of Like for the query planner
-- Lock: SHARE UPDATE EXCLUSIVE on Like
ANALYZE "Like" ("userId_stager", "postId_stager");
