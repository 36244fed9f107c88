-- Contract must not start before the data is complete.
DO $stager$ BEGIN
  IF (SELECT count(*) FROM "Post" AS t WHERE t."slug" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Post with NULL in slug', HINT = 'run `stager apply --stage backfill` again; rows that stay NULL were left so by the backfill';
  END IF;
END $stager$;
