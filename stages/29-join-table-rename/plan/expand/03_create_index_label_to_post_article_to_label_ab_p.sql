-- build unique index _ArticleToLabel_AB_pkey on _LabelToPost
-- Lock: SHARE UPDATE EXCLUSIVE on _LabelToPost
CREATE UNIQUE INDEX CONCURRENTLY "_ArticleToLabel_AB_pkey" ON "_LabelToPost"("B", "A");
