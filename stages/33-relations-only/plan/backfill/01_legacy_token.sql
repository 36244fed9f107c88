UPDATE "Legacy" AS t
SET "token" = md5((random())::text)
WHERE :key_range AND t."token" IS NULL
