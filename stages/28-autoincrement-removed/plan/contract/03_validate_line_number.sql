-- prove that no row has NULL in Line.number
-- Lock: SHARE UPDATE EXCLUSIVE on Line
ALTER TABLE "Line" VALIDATE CONSTRAINT "stager_20260101000000_Line_number_nn";
