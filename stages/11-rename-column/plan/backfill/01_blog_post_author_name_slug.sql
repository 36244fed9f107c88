UPDATE "BlogPost" AS t
SET "authorName" = CASE WHEN t."authorName" IS DISTINCT FROM t."author" COLLATE "C" THEN t."author" ELSE t."authorName" END,
    "slug" = CASE WHEN t."slug" IS DISTINCT FROM t."handle" COLLATE "C" THEN t."handle" ELSE t."slug" END
WHERE :key_range AND (t."authorName" IS DISTINCT FROM t."author" COLLATE "C" OR t."slug" IS DISTINCT FROM t."handle" COLLATE "C")
