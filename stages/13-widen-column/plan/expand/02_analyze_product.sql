-- sample Product.code, Product.title, Product.summary, Product.price for the query planner, since ALTER TYPE drops statistics
-- Lock: SHARE UPDATE EXCLUSIVE on Product
ANALYZE "Product" ("code", "title", "summary", "price");
