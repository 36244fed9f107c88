INSERT INTO "Person" ("firstName", "lastName", "street", "city")
SELECT CASE WHEN n % 5 = 0 THEN '' ELSE 'First' || n END, 'van Last' || n, CASE WHEN n % 3 > 0 THEN n || ' Main Street' END, CASE WHEN n % 3 > 0 THEN 'City' || n % 9 END
FROM generate_series(1, 300) AS n;
