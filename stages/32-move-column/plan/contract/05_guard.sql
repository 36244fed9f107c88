-- Contract must not start before the data is complete.
DO $stager$ BEGIN
  IF (SELECT count(*) FROM "Profile" AS t WHERE EXISTS (SELECT 1 FROM "User" AS s WHERE s."id" = t."userId" AND s."bio" IS NOT NULL AND t."bio" IS DISTINCT FROM s."bio" COLLATE "C")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Profile whose bio is not what User.bio has for them', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Profile" AS t WHERE EXISTS (SELECT 1 FROM "User" AS s WHERE s."id" = t."userId" AND s."settings" IS NOT NULL AND t."settings"::text IS DISTINCT FROM s."settings"::text COLLATE "C")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Profile whose settings is not what User.settings has for them', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Profile" AS t WHERE EXISTS (SELECT 1 FROM "User" AS s WHERE s."id" = t."userId" AND s."theme" IS NOT NULL AND t."theme" IS DISTINCT FROM s."theme" COLLATE "C")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Profile whose theme is not what User.theme has for them', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Profile" AS t WHERE t."theme" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Profile with NULL in theme', HINT = 'give these rows a value in theme, then `stager verify` again';
  END IF;
  IF (SELECT count(*) FROM "Shelf" AS t WHERE EXISTS (SELECT 1 FROM "Warehouse" AS s WHERE s."region" = t."region" AND s."code" = t."code" AND s."currency" IS NOT NULL AND t."currency" IS NULL)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Shelf whose currency is not what Warehouse.currency has for them', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Shelf" AS t WHERE t."currency" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Shelf with NULL in currency', HINT = 'give these rows a value in currency, then `stager verify` again';
  END IF;
  IF (SELECT count(*) FROM "User" AS t WHERE EXISTS (SELECT 1 FROM "Profile" AS s WHERE t."id" = s."userId" AND s."language" IS NOT NULL AND t."language" IS DISTINCT FROM s."language" COLLATE "C")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of User whose language is not what Profile.language has for them', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Profile" AS t WHERE t."language" IS NOT NULL AND t."language" IS DISTINCT FROM CAST('en' AS TEXT) COLLATE "C" AND NOT EXISTS (SELECT 1 FROM "User" AS r WHERE r."id" = t."userId")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Profile with a value in language and no row of User that could take it', HINT = 'make the rows of User, or give the values up: set them to NULL, or plan again with --orphans Profile.language:null';
  END IF;
  IF (SELECT count(*) FROM "User" AS t WHERE t."language" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of User with NULL in language', HINT = 'give these rows a value in language, then `stager verify` again';
  END IF;
END $stager$;
