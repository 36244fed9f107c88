UPDATE "User" AS t
SET "language" = COALESCE((SELECT s."language" FROM "Profile" AS s WHERE t."id" = s."userId" FOR NO KEY UPDATE OF s), 'en')
WHERE :key_range AND (EXISTS (SELECT 1 FROM "Profile" AS s WHERE t."id" = s."userId" AND s."language" IS NOT NULL AND t."language" IS DISTINCT FROM s."language" COLLATE "C") OR t."language" IS NULL)
