-- sample scope_stager, scopes_stager of auth.Token for the query planner
-- Lock: SHARE UPDATE EXCLUSIVE on auth.Token
ANALYZE "auth"."Token" ("scope_stager", "scopes_stager");
