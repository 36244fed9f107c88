UPDATE "Person" AS t
SET "firstName" = CASE WHEN t."firstName" IS NULL THEN CAST(split_part(t."full name", ' ', 1) AS TEXT) ELSE t."firstName" END,
    "lastName" = CASE WHEN (t."lastName" IS NULL AND (nullif(substr(t."full name", length(split_part(t."full name", ' ', 1)) + 2), '')) IS NOT NULL) THEN CAST(nullif(substr(t."full name", length(split_part(t."full name", ' ', 1)) + 2), '') AS TEXT) ELSE t."lastName" END
WHERE :key_range AND (t."firstName" IS NULL OR (t."lastName" IS NULL AND (nullif(substr(t."full name", length(split_part(t."full name", ' ', 1)) + 2), '')) IS NOT NULL))
