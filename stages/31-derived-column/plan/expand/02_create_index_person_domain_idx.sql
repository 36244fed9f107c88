-- build index Person_domain_idx on Person
-- Lock: SHARE UPDATE EXCLUSIVE on Person
CREATE INDEX CONCURRENTLY "Person_domain_idx" ON "Person"("domain");
