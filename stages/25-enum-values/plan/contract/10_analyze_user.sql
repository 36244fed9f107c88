-- sample role_stager, second_stager, likes_stager of User for the query planner
-- Lock: SHARE UPDATE EXCLUSIVE on User
ANALYZE "User" ("role_stager", "second_stager", "likes_stager");
