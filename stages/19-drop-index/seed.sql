INSERT INTO "Post" ("title", "body")
SELECT 'The ' || n || '. post: ünïcode & ''quotes''', CASE WHEN n % 2 = 0 THEN NULL ELSE repeat('x', n) END
FROM generate_series(1, 300) AS n;
