INSERT INTO "User" ("email") SELECT 'user' || n || '@example.org' FROM generate_series(1, 50) AS n;
INSERT INTO "Badge" ("name", "userId") SELECT 'badge ' || n, CASE WHEN n % 5 = 0 THEN NULL ELSE 1 + n % 50 END FROM generate_series(1, 300) AS n;
