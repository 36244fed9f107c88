INSERT INTO "Ticket" ("title", "status")
SELECT 'Ticket ' || n, CASE WHEN n % 3 = 0 THEN 'DONE' ELSE 'OPEN' END::"Status"
FROM generate_series(1, 300) AS n;
