INSERT INTO "Post" ("title") SELECT 'post ' || n FROM generate_series(1, 200) AS n;
INSERT INTO "Tag" ("text") SELECT 'tag ' || n FROM generate_series(1, 20) AS n;
INSERT INTO "Sticker" ("id") SELECT nextval('"Sticker_id_seq"') FROM generate_series(1, 20) AS n;
INSERT INTO "_PostToTag" ("A", "B") SELECT n, 1 + n % 20 FROM generate_series(1, 200) AS n;
INSERT INTO "tag_stickers" ("tagId", "stickerId") SELECT n, 1 + n % 20 FROM generate_series(1, 20) AS n;
