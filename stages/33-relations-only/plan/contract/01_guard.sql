-- Contract must not start before the data is complete.
DO $stager$ BEGIN
  IF (SELECT count(*) FROM "Legacy" AS t WHERE t."token" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Legacy with NULL in token', HINT = 'run `stager apply --stage backfill` again; rows that stay NULL were left so by the backfill';
  END IF;
  IF (SELECT count(*) FROM "Post" AS t WHERE t."authorId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "User" AS r WHERE r."id" = t."authorId")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Post whose authorId refers to no row of User', HINT = 'correct them, or plan again with --orphans Post.authorId:null or :delete';
  END IF;
  IF (SELECT count(*) FROM "_LabelToPost" AS t WHERE t."A" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Label" AS r WHERE r."id" = t."A")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of _LabelToPost whose A refers to no row of Label', HINT = 'correct them, or plan again with --orphans _LabelToPost.A:null or :delete';
  END IF;
  IF (SELECT count(*) FROM "_LabelToPost" AS t WHERE t."B" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Post" AS r WHERE r."id" = t."B")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of _LabelToPost whose B refers to no row of Post', HINT = 'correct them, or plan again with --orphans _LabelToPost.B:null or :delete';
  END IF;
END $stager$;
