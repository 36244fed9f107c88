-- sample role_stager, roles_stager, colour_stager of Invitation for the query planner
-- Lock: SHARE UPDATE EXCLUSIVE on Invitation
ANALYZE "Invitation" ("role_stager", "roles_stager", "colour_stager");
