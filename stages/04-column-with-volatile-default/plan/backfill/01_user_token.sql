UPDATE "User" AS t
SET "token" = gen_random_uuid()
WHERE :key_range AND t."token" IS NULL
