INSERT INTO "Person" ("email", "first", "last") SELECT 'P' || n || '@Example.org', CASE WHEN n % 4 > 0 THEN 'First' || n END, 'Last' || n FROM generate_series(1, 300) AS n;
