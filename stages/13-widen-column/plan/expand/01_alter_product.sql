-- widen Product.code from VARCHAR(20) to VARCHAR(32), which rewrites nothing
-- widen Product.title from VARCHAR(40) to TEXT, which rewrites nothing
-- widen Product.summary from VARCHAR(80) to VARCHAR(200), which rewrites nothing
-- widen Product.price from DECIMAL(8,2) to DECIMAL(12,2), which rewrites nothing
-- Lock: ACCESS EXCLUSIVE on Product
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
ALTER TABLE "Product" ALTER COLUMN "code" TYPE VARCHAR(32);
ALTER TABLE "Product" ALTER COLUMN "title" TYPE TEXT;
ALTER TABLE "Product" ALTER COLUMN "summary" TYPE VARCHAR(200);
ALTER TABLE "Product" ALTER COLUMN "price" TYPE DECIMAL(12,2);
COMMIT;
