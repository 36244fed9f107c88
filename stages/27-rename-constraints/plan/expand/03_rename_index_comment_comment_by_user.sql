-- rename index Comment_userId_idx of Comment to comment_by_user
-- Lock: SHARE UPDATE EXCLUSIVE on Comment
ALTER INDEX IF EXISTS "Comment_userId_idx" RENAME TO "comment_by_user";
