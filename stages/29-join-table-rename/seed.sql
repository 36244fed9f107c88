INSERT INTO "Post" ("title") SELECT 'post ' || n FROM generate_series(1, 200) AS n;
INSERT INTO "Label" ("text") SELECT 'label ' || n FROM generate_series(1, 20) AS n;
INSERT INTO "Topic" ("id") SELECT 'topic ' || n FROM generate_series(1, 20) AS n;
INSERT INTO "User" ("name") SELECT 'user ' || n FROM generate_series(1, 50) AS n;
INSERT INTO "Group" ("name") SELECT 'group ' || n FROM generate_series(1, 10) AS n;
INSERT INTO "_LabelToPost" ("A", "B") SELECT 1 + n % 20, n FROM generate_series(1, 200) AS n;
INSERT INTO "_about" ("A", "B") SELECT n, 'topic ' || 1 + n % 20 FROM generate_series(1, 200) AS n;
INSERT INTO "_friends" ("A", "B") SELECT n, 1 + n % 50 FROM generate_series(1, 50) AS n;
INSERT INTO "_GroupToUser" ("A", "B") SELECT 1 + n % 10, n FROM generate_series(1, 50) AS n;
