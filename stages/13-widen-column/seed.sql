INSERT INTO "Product" ("code", "title", "summary", "price")
SELECT 'P-' || n, 'Product ' || n, CASE WHEN n % 3 = 0 THEN NULL ELSE repeat('s', 80) END, n / 4.0
FROM generate_series(1, 300) AS n;
