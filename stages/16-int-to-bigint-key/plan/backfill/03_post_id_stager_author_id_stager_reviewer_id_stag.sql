UPDATE "Post" AS t
SET "id_stager" = CASE WHEN t."id_stager" IS DISTINCT FROM (t."id"::BIGINT) THEN (t."id"::BIGINT) ELSE t."id_stager" END,
    "authorId_stager" = CASE WHEN t."authorId_stager" IS DISTINCT FROM (t."authorId"::BIGINT) THEN (t."authorId"::BIGINT) ELSE t."authorId_stager" END,
    "reviewerId_stager" = CASE WHEN t."reviewerId_stager" IS DISTINCT FROM (t."reviewerId"::BIGINT) THEN (t."reviewerId"::BIGINT) ELSE t."reviewerId_stager" END
WHERE :key_range AND (t."id_stager" IS DISTINCT FROM (t."id"::BIGINT) OR t."authorId_stager" IS DISTINCT FROM (t."authorId"::BIGINT) OR t."reviewerId_stager" IS DISTINCT FROM (t."reviewerId"::BIGINT))
