-- sample id_stager, boss_id_stager of users for the query planner
-- Lock: SHARE UPDATE EXCLUSIVE on users
ANALYZE "users" ("id_stager", "boss_id_stager");
