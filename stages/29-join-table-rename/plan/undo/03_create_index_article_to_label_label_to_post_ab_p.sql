-- build unique index _LabelToPost_AB_pkey on _ArticleToLabel
-- Lock: SHARE UPDATE EXCLUSIVE on _ArticleToLabel
CREATE UNIQUE INDEX CONCURRENTLY "_LabelToPost_AB_pkey" ON "_ArticleToLabel"("B", "A");
