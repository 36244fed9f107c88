UPDATE "Label" AS t
SET "tenancyId" = 1
WHERE :key_range AND t."tenancyId" IS NULL
