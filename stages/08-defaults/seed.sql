INSERT INTO "Ticket" ("state", "priority", "channel") SELECT 'open', n % 5, 'phone' FROM generate_series(1, 300) AS n;
