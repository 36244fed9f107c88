INSERT INTO "User" ("email", "nickname", "legacyId") SELECT 'user' || n || '@example.org', 'nick ' || n, n FROM generate_series(1, 300) AS n;
