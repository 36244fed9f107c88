DELETE FROM "Tag" AS t
WHERE :key_range AND EXISTS (SELECT 1 FROM "Tag" AS o WHERE o."label" = t."label" AND (o."id") < (t."id")) AND NOT EXISTS (SELECT 1 FROM "Note" AS c WHERE c."tagId" = t."id")
