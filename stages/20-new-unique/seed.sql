INSERT INTO "User" ("email", "name")
SELECT 'user' || n % 290 || '@example.org', 'User ' || n -- ten of them twice
FROM generate_series(1, 300) AS n;
INSERT INTO "Account" ("tenant", "number", "phone")
SELECT 'tenant ' || n % 3, n, nullif('+49 ' || n % 40, '+49 0') -- most of them several times
FROM generate_series(1, 120) AS n;
INSERT INTO "Tag" ("label", "weight", "raw", "meta", "seenAt", "words")
SELECT 'tag ' || n % 50, n * 1.10, decode(lpad(to_hex(n), 8, '0'), 'hex'), format('{"n":  %s, "n": "\"%s\""}', n, n)::json,
  timestamptz '2025-06-01 12:00:00.123456+02' + n * interval '1 hour', ARRAY['a "quoted" word', '', 'NULL', 'word ' || n]
FROM generate_series(1, 60) AS n; -- ten of them twice
INSERT INTO "Note" ("text", "tagId") SELECT 'note ' || n, n FROM generate_series(1, 50) AS n;
