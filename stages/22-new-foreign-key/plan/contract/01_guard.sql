-- Contract must not start before the data is complete.
DO $stager$ BEGIN
  IF (SELECT count(*) FROM "Comment" AS t WHERE t."userId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "User" AS r WHERE r."id" = t."userId")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Comment whose userId refers to no row of User', HINT = 'correct them, or plan again with --orphans Comment.userId:null or :delete';
  END IF;
  IF (SELECT count(*) FROM "Reaction" AS t WHERE t."userId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "User" AS r WHERE r."id" = t."userId")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Reaction whose userId refers to no row of User', HINT = 'correct them, or plan again with --orphans Reaction.userId:null or :delete';
  END IF;
END $stager$;
