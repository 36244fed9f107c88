UPDATE "Note" AS t
SET "userId_stager" = CASE WHEN t."userId_stager" IS DISTINCT FROM (t."userId"::BIGINT) THEN (t."userId"::BIGINT) ELSE t."userId_stager" END,
    "postId_stager" = CASE WHEN t."postId_stager" IS DISTINCT FROM (t."postId"::BIGINT) THEN (t."postId"::BIGINT) ELSE t."postId_stager" END
WHERE :key_range AND (t."userId_stager" IS DISTINCT FROM (t."userId"::BIGINT) OR t."postId_stager" IS DISTINCT FROM (t."postId"::BIGINT))
