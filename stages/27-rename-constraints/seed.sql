INSERT INTO "User" ("email") SELECT 'user' || n || '@example.org' FROM generate_series(1, 50) AS n;
INSERT INTO "Comment" ("text", "userId") SELECT 'comment ' || n, 1 + n % 50 FROM generate_series(1, 300) AS n;
