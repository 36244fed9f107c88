INSERT INTO "teams" ("title") SELECT 'team ' || n FROM generate_series(1, 10) AS n;
INSERT INTO "User" ("email", "name", "legacy", "managerId", "teamId")
SELECT 'user' || n || '@example.org', 'User ' || n, 'x' || n, CASE WHEN n > 10 THEN 1 + n % 10 END, 1 + n % 10 FROM generate_series(1, 200) AS n;
INSERT INTO "Post" ("title", "authorId") SELECT 'post ' || n, 1 + n % 200 FROM generate_series(1, 300) AS n;
INSERT INTO "Label" ("text") SELECT 'label ' || n FROM generate_series(1, 20) AS n;
INSERT INTO "_LabelToPost" ("A", "B") SELECT 1 + n % 20, n FROM generate_series(1, 300) AS n;
INSERT INTO "AuditEntry" ("message") SELECT 'message ' || n FROM generate_series(1, 50) AS n;
