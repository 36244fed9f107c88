UPDATE "Invitation" AS t
SET "colour" = (CASE t."colour"::text WHEN 'infra-red' THEN 'RED' ELSE t."colour"::text END)::"Shade"
WHERE :key_range AND t."colour"::text IN ('infra-red')
