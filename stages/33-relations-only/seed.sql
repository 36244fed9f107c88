INSERT INTO "User" ("email", "secret") SELECT 'user' || n || '@example.org', 'secret ' || n FROM generate_series(1, 50) AS n;
INSERT INTO "Post" ("title", "authorId", "place", "search") SELECT 'post ' || n, 1 + n % 50, point(n, n), to_tsvector('simple', 'post ' || n) FROM generate_series(1, 300) AS n;
INSERT INTO "Label" ("word") SELECT 'word ' || n FROM generate_series(1, 20) AS n;
INSERT INTO "_LabelToPost" ("A", "B") SELECT 1 + n % 20, n FROM generate_series(1, 300) AS n;
INSERT INTO "Legacy" ("note") SELECT 'note ' || n FROM generate_series(1, 100) AS n;
