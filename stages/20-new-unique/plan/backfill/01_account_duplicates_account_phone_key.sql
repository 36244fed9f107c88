UPDATE "Account" AS t
SET "phone" = NULL
WHERE :key_range AND EXISTS (SELECT 1 FROM "Account" AS o WHERE o."phone" = t."phone" AND (o."tenant", o."number") < (t."tenant", t."number"))
