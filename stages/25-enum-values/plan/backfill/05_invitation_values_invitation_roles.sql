UPDATE "Invitation" AS t
SET "roles" = array_replace(array_replace(t."roles"::text[], 'OWNER', 'ADMIN'), 'guest (old)', 'MEMBER')::"Role"[]
WHERE :key_range AND t."roles"::text[] && ARRAY['OWNER', 'guest (old)']
