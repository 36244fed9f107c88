INSERT INTO "Team" ("id", "name") SELECT 'team-' || n, 'Team ' || n FROM generate_series(1, 10) AS n;
INSERT INTO "User" ("email", "teamId", "leadId") SELECT 'user' || n || '@example.org', 'team-' || (1 + n % 10), nullif(n / 2, 0) FROM generate_series(1, 100) AS n;
INSERT INTO "Post" ("title", "authorId") SELECT 'post ' || n, 1 + n % 100 FROM generate_series(1, 300) AS n;
INSERT INTO "Label" ("postId", "word") SELECT n, word FROM generate_series(1, 300) AS n, unnest(ARRAY['red', 'green']) AS word;
INSERT INTO "Setting" ("name", "value") SELECT 'setting ' || n, n FROM generate_series(1, 50) AS n;
INSERT INTO "Visit" ("path", "at") SELECT '/' || n, timestamp '2026-01-01' + n * interval '1 minute' FROM generate_series(1, 100) AS n;
