INSERT INTO "User" ("email") SELECT 'user' || n || '@example.org' FROM generate_series(1, 50) AS n;
INSERT INTO "Comment" ("text", "userId") SELECT 'comment ' || n, 1 + n % 60 FROM -- some refer to nobody
  generate_series(1, 300) AS n;
INSERT INTO "Reaction" ("commentId", "emoji", "userId", "at")
SELECT n, '☕' || n % 4, 1 + n % 55, timestamp '2025-06-01' + n * interval '1 minute' FROM generate_series(1, 200) AS n; -- 18 of nobody
