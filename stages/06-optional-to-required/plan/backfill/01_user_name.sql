UPDATE "User" AS t
SET "name" = split_part(t.email, '@', 1)
WHERE :key_range AND t."name" IS NULL
