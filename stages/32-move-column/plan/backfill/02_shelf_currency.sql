UPDATE "Shelf" AS t
SET "currency" = COALESCE((SELECT s."currency" FROM "Warehouse" AS s WHERE s."region" = t."region" AND s."code" = t."code" FOR NO KEY UPDATE OF s), 'EUR')
WHERE :key_range AND (EXISTS (SELECT 1 FROM "Warehouse" AS s WHERE s."region" = t."region" AND s."code" = t."code" AND s."currency" IS NOT NULL AND t."currency" IS NULL) OR t."currency" IS NULL)
