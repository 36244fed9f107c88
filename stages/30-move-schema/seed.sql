INSERT INTO "User" ("email", "role") SELECT 'user' || n || '@example.org', (CASE WHEN n % 9 = 0 THEN 'OWNER' ELSE 'MEMBER' END)::"auth"."Role" FROM generate_series(1, 100) AS n;
INSERT INTO "auth"."Session" ("token", "userId") SELECT 'token ' || n, 1 + n % 100 FROM generate_series(1, 200) AS n;
INSERT INTO "old_place"."Tag" ("text") SELECT 'tag ' || n FROM generate_series(1, 20) AS n;
INSERT INTO "old_place"."_TagToUser" ("A", "B") SELECT 1 + n % 20, n FROM generate_series(1, 100) AS n;
INSERT INTO "old_place"."settings" ("key", "value") SELECT 'key ' || n, 'value ' || n FROM generate_series(1, 30) AS n;
