-- prove the foreign key _LabelToPost (B) -> Post
-- Lock: SHARE UPDATE EXCLUSIVE on _LabelToPost
-- Lock: ROW SHARE on Post
ALTER TABLE "_LabelToPost" VALIDATE CONSTRAINT "_LabelToPost_B_fkey";
