-- build index _LabelToPost_B_index on _ArticleToLabel
-- Lock: SHARE UPDATE EXCLUSIVE on _ArticleToLabel
CREATE INDEX CONCURRENTLY "_LabelToPost_B_index" ON "_ArticleToLabel"("A");
