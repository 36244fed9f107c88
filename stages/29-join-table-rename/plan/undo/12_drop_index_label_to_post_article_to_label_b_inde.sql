-- drop index _ArticleToLabel_B_index of _LabelToPost
-- Lock: SHARE UPDATE EXCLUSIVE on _LabelToPost
DROP INDEX CONCURRENTLY IF EXISTS "_ArticleToLabel_B_index";
