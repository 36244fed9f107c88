-- build index _ArticleToLabel_B_index on _LabelToPost
-- Lock: SHARE UPDATE EXCLUSIVE on _LabelToPost
CREATE INDEX CONCURRENTLY "_ArticleToLabel_B_index" ON "_LabelToPost"("A");
