UPDATE "User" AS t
SET "email" = t."email" || '-' || concat_ws('-', t."id")
WHERE :key_range AND EXISTS (SELECT 1 FROM "User" AS o WHERE o."email" = t."email" AND (o."id") < (t."id"))
