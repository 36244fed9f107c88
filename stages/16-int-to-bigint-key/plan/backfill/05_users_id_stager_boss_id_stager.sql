UPDATE "users" AS t
SET "id_stager" = CASE WHEN t."id_stager" IS DISTINCT FROM (t."id"::BIGINT) THEN (t."id"::BIGINT) ELSE t."id_stager" END,
    "boss_id_stager" = CASE WHEN t."boss_id_stager" IS DISTINCT FROM (t."boss_id"::BIGINT) THEN (t."boss_id"::BIGINT) ELSE t."boss_id_stager" END
WHERE :key_range AND (t."id_stager" IS DISTINCT FROM (t."id"::BIGINT) OR t."boss_id_stager" IS DISTINCT FROM (t."boss_id"::BIGINT))
