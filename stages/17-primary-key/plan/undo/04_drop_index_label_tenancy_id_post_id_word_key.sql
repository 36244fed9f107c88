-- drop unique index Label_tenancyId_postId_word_key of Label
-- Lock: SHARE UPDATE EXCLUSIVE on Label
DROP INDEX CONCURRENTLY IF EXISTS "Label_tenancyId_postId_word_key";
