-- Contract must not start before the data is complete.
DO $stager$ BEGIN
  IF (SELECT count(*) FROM "PostTag" AS t WHERE t."postId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Post" AS r WHERE r."id" = t."postId")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of PostTag whose postId refers to no row of Post', HINT = 'correct them, or plan again with --orphans PostTag.postId:null or :delete';
  END IF;
END $stager$;
