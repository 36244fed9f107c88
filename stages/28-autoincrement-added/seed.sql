INSERT INTO "Invoice" ("id", "title", "amount") SELECT n * 7, 'Invoice ' || n, n FROM generate_series(1, 300) AS n;

INSERT INTO "billing"."receipts of the year" ("id", "invoiceId", "years'_number", "page", "line")
SELECT 'r' || n, n, n * 3, n, n FROM generate_series(1, 300) AS n;
