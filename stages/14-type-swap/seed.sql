INSERT INTO "Sensor" ("name") SELECT 'sensor ' || n FROM generate_series(1, 20) AS n;
INSERT INTO "readings" ("total", "offset_by", "level", "price", "code", "note", "takenAt", "reviewedAt", "day", "payload", "settings", "counts", "sensorId")
SELECT n * 1000, nullif(n, 7) * 3, n / 7.0, n / 4.0, 'code-' || n, CASE WHEN n % 3 = 0 THEN repeat('long ', 20) WHEN n % 3 = 1 THEN 'note ' || n END,
       timestamp '2026-01-01 12:00:00.123' + n * interval '1 hour', CASE WHEN n % 2 = 0 THEN timestamptz '2026-01-01 12:00:00.5+02' + n * interval '1 day' END,
       date '2026-01-01' + n, json_build_object('n', n), CASE WHEN n % 4 = 0 THEN '{"deep": ' || n || '}' END, ARRAY[n, n + 1], 1 + n % 20
FROM generate_series(1, 300) AS n;
