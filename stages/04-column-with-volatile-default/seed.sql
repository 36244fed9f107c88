INSERT INTO "User" ("email", "name")
SELECT 'user' || n || '@example.org', CASE WHEN n % 3 = 0 THEN NULL ELSE 'User ' || n END
FROM generate_series(1, 300) AS n;
