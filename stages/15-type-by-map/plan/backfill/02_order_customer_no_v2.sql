UPDATE "Order" AS t
SET "customerNo_v2" = (CASE WHEN t."customerNo" ~ '^[+-]?[0-9]{1,40}$' THEN CASE WHEN t."customerNo"::NUMERIC BETWEEN -2147483648 AND 2147483647 THEN t."customerNo"::NUMERIC::INTEGER END END)
WHERE :key_range AND (t."customerNo_v2" IS NULL AND ((CASE WHEN t."customerNo" ~ '^[+-]?[0-9]{1,40}$' THEN CASE WHEN t."customerNo"::NUMERIC BETWEEN -2147483648 AND 2147483647 THEN t."customerNo"::NUMERIC::INTEGER END END)) IS NOT NULL)
