UPDATE "Profile" AS t
SET "userId_stager" = (t."userId"::BIGINT)
WHERE :key_range AND t."userId_stager" IS DISTINCT FROM (t."userId"::BIGINT)
