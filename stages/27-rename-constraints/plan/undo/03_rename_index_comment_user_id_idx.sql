-- rename index comment_by_user of Comment to Comment_userId_idx
-- Lock: SHARE UPDATE EXCLUSIVE on Comment
ALTER INDEX IF EXISTS "comment_by_user" RENAME TO "Comment_userId_idx";
