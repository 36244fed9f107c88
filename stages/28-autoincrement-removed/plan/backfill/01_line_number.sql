UPDATE "Line" AS t
SET "number" = t."ticket"
WHERE :key_range AND t."number" IS DISTINCT FROM t."ticket"
