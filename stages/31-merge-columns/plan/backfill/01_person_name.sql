UPDATE "Person" AS t
SET "name" = trim(t."firstName" || ' ' || t."lastName")
WHERE :key_range AND t."name" IS NULL
