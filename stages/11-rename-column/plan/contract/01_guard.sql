-- Contract must not start before the data is complete.
DO $stager$ BEGIN
  IF (SELECT count(*) FROM "BlogPost" AS t WHERE t."authorName" IS DISTINCT FROM t."author" COLLATE "C") > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of BlogPost where authorName is not the value of author', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "BlogPost" AS t WHERE t."authorName" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of BlogPost with NULL in authorName', HINT = 'give these rows a value in authorName, then `stager verify` again';
  END IF;
  IF (SELECT count(*) FROM "BlogPost" AS t WHERE t."slug" IS DISTINCT FROM t."handle" COLLATE "C") > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of BlogPost where slug is not the value of handle', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "BlogPost" AS t WHERE t."slug" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of BlogPost with NULL in slug', HINT = 'give these rows a value in slug, then `stager verify` again';
  END IF;
END $stager$;
