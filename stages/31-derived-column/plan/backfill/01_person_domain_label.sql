UPDATE "Person" AS t
SET "domain" = CASE WHEN t."domain" IS NULL THEN CAST(lower(split_part(t.email, '@', 2)) AS TEXT) ELSE t."domain" END,
    "label" = CASE WHEN (t."label" IS NULL AND (left(t.first, 1) || '. ' || t.last) IS NOT NULL) THEN CAST(left(t.first, 1) || '. ' || t.last AS TEXT) ELSE t."label" END
WHERE :key_range AND (t."domain" IS NULL OR (t."label" IS NULL AND (left(t.first, 1) || '. ' || t.last) IS NOT NULL))
