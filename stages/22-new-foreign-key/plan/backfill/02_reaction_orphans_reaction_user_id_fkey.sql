DELETE FROM "Reaction" AS t
WHERE :key_range AND t."userId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "User" AS r WHERE r."id" = t."userId")
