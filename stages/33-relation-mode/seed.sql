INSERT INTO "User" ("email") SELECT 'user' || n || '@example.org' FROM generate_series(1, 50) AS n;
INSERT INTO "Post" ("title", "authorId") SELECT 'post ' || n, 1 + n % 50 FROM generate_series(1, 300) AS n;
INSERT INTO "Profile" ("userId", "bio") SELECT n, 'bio ' || n FROM generate_series(1, 50) AS n;
