UPDATE "User" AS t
SET "likes" = array_replace(t."likes"::text[], 'infra-red', 'RED')::"Shade"[]
WHERE :key_range AND t."likes"::text[] && ARRAY['infra-red']
