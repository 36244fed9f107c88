-- prove the foreign key _LabelToPost (A) -> Label
-- Lock: SHARE UPDATE EXCLUSIVE on _LabelToPost
-- Lock: ROW SHARE on Label
ALTER TABLE "_LabelToPost" VALIDATE CONSTRAINT "_LabelToPost_A_fkey";
