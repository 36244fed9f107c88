-- build index stager_20260101000000_readings_payload_idx on readings
-- Lock: SHARE UPDATE EXCLUSIVE on readings
CREATE INDEX CONCURRENTLY "stager_20260101000000_readings_payload_idx" ON "readings" USING GIN ("payload_stager" jsonb_path_ops);
