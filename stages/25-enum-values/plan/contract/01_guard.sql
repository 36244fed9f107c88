-- Contract must not start before the data is complete.
DO $stager$ BEGIN
  IF (SELECT count(*) FROM "Invitation" AS t WHERE t."role"::text IN ('OWNER', 'ROBOT', 'guest (old)')) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Invitation whose role holds OWNER or ROBOT or guest (old), which Role loses', HINT = 'see that the release no longer writes them, then `stager apply --stage backfill` again; the plan says that no row holds ROBOT: give these rows another value';
  END IF;
  IF (SELECT count(*) FROM "Invitation" AS t WHERE t."roles"::text[] && ARRAY['OWNER', 'ROBOT', 'guest (old)']) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Invitation whose roles holds OWNER or ROBOT or guest (old), which Role loses', HINT = 'see that the release no longer writes them, then `stager apply --stage backfill` again; the plan says that no row holds ROBOT: give these rows another value';
  END IF;
  IF (SELECT count(*) FROM "User" AS t WHERE t."role"::text IN ('OWNER', 'ROBOT', 'guest (old)')) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of User whose role holds OWNER or ROBOT or guest (old), which Role loses', HINT = 'see that the release no longer writes them, then `stager apply --stage backfill` again; the plan says that no row holds ROBOT: give these rows another value';
  END IF;
  IF (SELECT count(*) FROM "User" AS t WHERE t."second"::text IN ('OWNER', 'ROBOT', 'guest (old)')) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of User whose second holds OWNER or ROBOT or guest (old), which Role loses', HINT = 'see that the release no longer writes them, then `stager apply --stage backfill` again; the plan says that no row holds ROBOT: give these rows another value';
  END IF;
  IF (SELECT count(*) FROM "Invitation" AS t WHERE t."colour"::text IN ('infra-red')) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Invitation whose colour holds infra-red, which Shade loses', HINT = 'see that the release no longer writes them, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "User" AS t WHERE t."likes"::text[] && ARRAY['infra-red']) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of User whose likes holds infra-red, which Shade loses', HINT = 'see that the release no longer writes them, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "auth"."Token" AS t WHERE t."scope"::text IN ('ALL')) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of auth.Token whose scope holds ALL, which auth.Role loses', HINT = 'see that the release no longer writes them, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "auth"."Token" AS t WHERE t."scopes"::text[] && ARRAY['ALL']) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of auth.Token whose scopes holds ALL, which auth.Role loses', HINT = 'see that the release no longer writes them, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Invitation" AS t WHERE t."role_stager" IS DISTINCT FROM ((CASE t."role"::text WHEN 'OWNER' THEN 'ADMIN' WHEN 'guest (old)' THEN 'MEMBER' WHEN 'ROBOT' THEN NULL ELSE t."role"::text END)::"Role_stager")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Invitation whose role has not been converted to "Role"', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Invitation" AS t WHERE t."role_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Invitation with NULL in role as "Role"', HINT = 'give these rows a value in role, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM (SELECT 1 FROM "Invitation" AS t WHERE t."email" IS NOT NULL AND t."role_stager" IS NOT NULL GROUP BY t."email", t."role_stager" HAVING count(*) > 1) AS d) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are values of Invitation (email, role) that more than one row has once they are converted', HINT = 'make them differ: Invitation_pkey is unique';
  END IF;
  IF (SELECT count(*) FROM "Invitation" AS t WHERE t."roles_stager" IS DISTINCT FROM (CASE WHEN NOT t."roles"::text[] && ARRAY['ROBOT'] THEN array_replace(array_replace(t."roles"::text[], 'OWNER', 'ADMIN'), 'guest (old)', 'MEMBER')::"Role_stager"[] END)) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Invitation whose roles has not been converted to "Role"[]', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "Invitation" AS t WHERE t."colour_stager" IS DISTINCT FROM ((CASE t."colour"::text WHEN 'infra-red' THEN 'RED' ELSE t."colour"::text END)::"Shade_stager")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of Invitation whose colour has not been converted to "Shade"', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "User" AS t WHERE t."role_stager" IS DISTINCT FROM ((CASE t."role"::text WHEN 'OWNER' THEN 'ADMIN' WHEN 'guest (old)' THEN 'MEMBER' WHEN 'ROBOT' THEN NULL ELSE t."role"::text END)::"Role_stager")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of User whose role has not been converted to "Role"', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "User" AS t WHERE t."role_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of User with NULL in role as "Role"', HINT = 'give these rows a value in role, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "User" AS t WHERE t."second_stager" IS DISTINCT FROM ((CASE t."second"::text WHEN 'OWNER' THEN 'ADMIN' WHEN 'guest (old)' THEN 'MEMBER' WHEN 'ROBOT' THEN NULL ELSE t."second"::text END)::"Role_stager")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of User whose second has not been converted to "Role"', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "User" AS t WHERE t."likes_stager" IS DISTINCT FROM (array_replace(t."likes"::text[], 'infra-red', 'RED')::"Shade_stager"[])) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of User whose likes has not been converted to "Shade"[]', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "auth"."Token" AS t WHERE t."scope_stager" IS DISTINCT FROM ((CASE t."scope"::text WHEN 'ALL' THEN 'read & write' ELSE t."scope"::text END)::"auth"."Role_stager")) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of auth.Token whose scope has not been converted to "auth"."Role"', HINT = 'run `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM "auth"."Token" AS t WHERE t."scope_stager" IS NULL) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of auth.Token with NULL in scope as "auth"."Role"', HINT = 'give these rows a value in scope, then `stager apply --stage backfill` again';
  END IF;
  IF (SELECT count(*) FROM (SELECT 1 FROM "auth"."Token" AS t WHERE t."scope_stager" IS NOT NULL AND t."id" IS NOT NULL GROUP BY t."scope_stager", t."id" HAVING count(*) > 1) AS d) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are values of auth.Token (scope, id) that more than one row has once they are converted', HINT = 'make them differ: Token_scope_id_key is unique';
  END IF;
  IF (SELECT count(*) FROM "auth"."Token" AS t WHERE t."scopes_stager" IS DISTINCT FROM (array_replace(t."scopes"::text[], 'ALL', 'read & write')::"auth"."Role_stager"[])) > 0 THEN
    RAISE EXCEPTION USING MESSAGE = 'stager: there are rows of auth.Token whose scopes has not been converted to "auth"."Role"[]', HINT = 'run `stager apply --stage backfill` again';
  END IF;
END $stager$;
