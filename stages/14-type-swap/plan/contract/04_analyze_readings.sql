-- sample total_stager, offset_by_stager, serial_stager, level_stager, price_stager, code_stager, token_stager, note_stager, takenAt_stager, reviewedAt_stager, day_stager, payload_stager, settings_stager, counts_stager of readings for the query planner
-- Lock: SHARE UPDATE EXCLUSIVE on readings
ANALYZE "readings" ("total_stager", "offset_by_stager", "serial_stager", "level_stager", "price_stager", "code_stager", "token_stager", "note_stager", "takenAt_stager", "reviewedAt_stager", "day_stager", "payload_stager", "settings_stager", "counts_stager");
