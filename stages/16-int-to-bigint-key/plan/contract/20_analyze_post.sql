-- sample id_stager, authorId_stager, reviewerId_stager of Post for the query planner
-- Lock: SHARE UPDATE EXCLUSIVE on Post
ANALYZE "Post" ("id_stager", "authorId_stager", "reviewerId_stager");
