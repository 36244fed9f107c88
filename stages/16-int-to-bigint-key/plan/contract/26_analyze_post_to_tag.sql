-- sample A_stager of _PostToTag for the query planner
-- Lock: SHARE UPDATE EXCLUSIVE on _PostToTag
ANALYZE "_PostToTag" ("A_stager");
