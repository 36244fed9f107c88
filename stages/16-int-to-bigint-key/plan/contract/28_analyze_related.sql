-- sample A_stager, B_stager of _Related for the query planner
-- Lock: SHARE UPDATE EXCLUSIVE on _Related
ANALYZE "_Related" ("A_stager", "B_stager");
