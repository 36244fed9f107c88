INSERT INTO "Account" ("email", "name") SELECT 'account' || n || '@example.org', 'Account ' || n FROM generate_series(1, 100) AS n;
INSERT INTO "Order" ("amount", "accountId") SELECT n, 1 + n % 100 FROM generate_series(1, 300) AS n;
INSERT INTO "Coupon" ("id", "code", "percent") SELECT 'c' || md5(n::text), 'CODE-' || n, n % 100 FROM generate_series(1, 200) AS n;
INSERT INTO "Redeemed" ("couponCode", "customer") SELECT 'CODE-' || (1 + n % 200), 'customer ' || n FROM generate_series(1, 300) AS n;
INSERT INTO "Member" ("teamId", "userId", "role") SELECT n % 10, n, 'member' FROM generate_series(1, 200) AS n;
