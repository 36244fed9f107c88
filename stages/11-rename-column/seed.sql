INSERT INTO "BlogPost" ("title", "author", "handle") SELECT 'post ' || n, 'Author ' || n % 7, 'handle-' || n FROM generate_series(1, 300) AS n;
