-- prove the foreign key _LabelToPost (B) -> Post
-- Lock: SHARE UPDATE EXCLUSIVE on _LabelToPost
ALTER TABLE "_LabelToPost" VALIDATE CONSTRAINT "_LabelToPost_B_fkey";
