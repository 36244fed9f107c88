INSERT INTO "User" ("email", "name")
SELECT 'user' || n % 290 || '@example.org', 'User ' || n -- ten of them twice
FROM generate_series(1, 300) AS n;
