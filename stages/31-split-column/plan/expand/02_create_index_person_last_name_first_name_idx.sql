-- build index Person_lastName_firstName_idx on Person
-- Lock: SHARE UPDATE EXCLUSIVE on Person
CREATE INDEX CONCURRENTLY "Person_lastName_firstName_idx" ON "Person"("lastName", "firstName");
