INSERT INTO "Customer" ("number", "age", "role", "plan", "active", "bonus points", "tag", "labels", "seen", "score")
SELECT n::text, (n % 90)::text, CASE WHEN n % 50 = 0 THEN 'ADMIN' ELSE 'MEMBER' END::"Role", (ARRAY['FREE', 'SMALL', 'TEAM', NULL])[n % 4 + 1],
  n % 3 > 0, n * 10, CASE WHEN n % 2 = 0 THEN 'tag ' || n END, CASE WHEN n % 5 > 0 THEN ARRAY['a' || n, 'b'] ELSE '{}' END,
  TIMESTAMP '2026-01-01' + n * INTERVAL '1 minute', CASE WHEN n % 7 = 0 THEN to_jsonb(n) END
FROM generate_series(1, 300) AS n;

INSERT INTO "Order" ("customerNo") SELECT n::text FROM generate_series(1, 300) AS n;
