UPDATE "User" AS t
SET "role" = (CASE t."role"::text WHEN 'OWNER' THEN 'ADMIN' WHEN 'guest (old)' THEN 'MEMBER' ELSE t."role"::text END)::"Role"
WHERE :key_range AND t."role"::text IN ('OWNER', 'guest (old)')
