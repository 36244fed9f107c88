INSERT INTO "User" ("email", "bio", "settings", "theme")
SELECT 'user' || n || '@example.org', CASE WHEN n % 3 > 0 AND n <= 200 THEN 'bio ' || n END, CASE WHEN n % 2 = 0 AND n <= 200 THEN jsonb_build_object('n', n) END, CASE WHEN n % 5 = 0 THEN 'dark' ELSE 'light' END
FROM generate_series(1, 250) AS n;
INSERT INTO "Profile" ("userId", "nickname", "language") SELECT n, 'nick ' || n, (ARRAY['en', 'de', 'fr'])[1 + n % 3] FROM generate_series(1, 200) AS n;
INSERT INTO "Warehouse" ("region", "code", "currency") SELECT 'r' || n % 3, n, (ARRAY['EUR', 'USD'])[1 + n % 2] FROM generate_series(1, 20) AS n;
INSERT INTO "Shelf" ("region", "code", "label") SELECT 'r' || (1 + n % 20) % 3, 1 + n % 20, 'shelf ' || n FROM generate_series(1, 290) AS n;
INSERT INTO "Shelf" ("label") SELECT 'loose ' || n FROM generate_series(1, 10) AS n;
