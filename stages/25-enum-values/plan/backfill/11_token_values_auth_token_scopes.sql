UPDATE "auth"."Token" AS t
SET "scopes" = array_replace(t."scopes"::text[], 'ALL', 'read & write')::"auth"."Role"[]
WHERE :key_range AND t."scopes"::text[] && ARRAY['ALL']
