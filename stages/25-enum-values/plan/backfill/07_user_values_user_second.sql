UPDATE "User" AS t
SET "second" = (CASE t."second"::text WHEN 'OWNER' THEN 'ADMIN' WHEN 'guest (old)' THEN 'MEMBER' ELSE t."second"::text END)::"Role"
WHERE :key_range AND t."second"::text IN ('OWNER', 'guest (old)')
