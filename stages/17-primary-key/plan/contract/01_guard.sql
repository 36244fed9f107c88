-- Contract must not start before the data is complete.
DO $stager$ BEGIN
  IF (SELECT count(*) FROM "Label" AS t WHERE t."tenancyId" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Label with NULL in tenancyId', HINT = 'run `stager apply --stage backfill` again; rows that stay NULL were left so by the backfill';
  END IF;
  IF (SELECT count(*) FROM "Post" AS t WHERE t."tenancyId" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Post with NULL in tenancyId', HINT = 'run `stager apply --stage backfill` again; rows that stay NULL were left so by the backfill';
  END IF;
  IF (SELECT count(*) FROM "Label" AS t WHERE t."tenancyId" IS NOT NULL AND t."postId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Post" AS r WHERE r."tenancyId" = t."tenancyId" AND r."id" = t."postId")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Label whose tenancyId, postId refers to no row of Post', HINT = 'correct them, or plan again with --orphans Label.tenancyId:null or :delete';
  END IF;
  IF (SELECT count(*) FROM "Post" AS t WHERE t."tenancyId" IS NOT NULL AND t."authorId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "User" AS r WHERE r."tenancyId" = t."tenancyId" AND r."id" = t."authorId")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Post whose tenancyId, authorId refers to no row of User', HINT = 'correct them, or plan again with --orphans Post.tenancyId:null or :delete';
  END IF;
  IF (SELECT count(*) FROM "User" AS t WHERE t."tenancyId" IS NOT NULL AND t."teamId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Team" AS r WHERE r."tenancyId" = t."tenancyId" AND r."id" = t."teamId")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of User whose tenancyId, teamId refers to no row of Team', HINT = 'correct them, or plan again with --orphans User.tenancyId:null or :delete';
  END IF;
END $stager$;
