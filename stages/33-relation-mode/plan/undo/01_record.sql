-- Expand changed nothing in the database: this only records that the plan was taken back.
SELECT 1;
