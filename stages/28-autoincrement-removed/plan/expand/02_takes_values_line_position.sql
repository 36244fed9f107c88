-- Line.position takes the values that the new application gives
SELECT 1;
