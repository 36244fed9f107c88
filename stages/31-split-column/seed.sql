INSERT INTO "Person" ("full name", "email")
SELECT CASE WHEN n % 5 = 0 THEN 'Plato' || n WHEN n % 7 = 0 THEN 'Ludwig' || n || ' van  Beethoven' ELSE 'First' || n || ' Last' || n END, 'p' || n || '@example.org'
FROM generate_series(1, 300) AS n;
