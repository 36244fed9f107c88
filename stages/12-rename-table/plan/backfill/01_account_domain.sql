UPDATE "Account" AS t
SET "domain" = split_part(t.email, '@', 2)
WHERE :key_range AND t."domain" IS NULL
