-- drop unique index _ArticleToLabel_AB_pkey of _LabelToPost
-- Lock: SHARE UPDATE EXCLUSIVE on _LabelToPost
DROP INDEX CONCURRENTLY IF EXISTS "_ArticleToLabel_AB_pkey";
