INSERT INTO "users" ("email", "boss_id") SELECT 'user' || n || '@example.org', CASE WHEN n > 5 THEN 1 + n % 5 END FROM generate_series(1, 60) AS n;
INSERT INTO "Profile" ("userId", "bio") SELECT n, 'bio ' || n FROM generate_series(1, 60, 2) AS n;
INSERT INTO "Post" ("authorId", "reviewerId", "slug") SELECT 1 + n % 60, CASE WHEN n % 3 = 0 THEN 1 + n % 7 END, 'post-' || n FROM generate_series(1, 300) AS n;
INSERT INTO "Like" ("userId", "postId") SELECT 1 + n % 60, n FROM generate_series(1, 300) AS n;
INSERT INTO "Note" ("userId", "postId", "text") SELECT 1 + n % 60, n, 'note ' || n FROM generate_series(1, 100) AS n;
INSERT INTO "Tag" ("name") SELECT 'tag ' || n FROM generate_series(1, 30) AS n;
INSERT INTO "_PostToTag" ("A", "B") SELECT n, 1 + n * m % 30 FROM generate_series(1, 300) AS n, generate_series(1, 3) AS m ON CONFLICT DO NOTHING;
INSERT INTO "_Related" ("A", "B") SELECT n, 1 + n * 7 % 300 FROM generate_series(1, 300) AS n;
