INSERT INTO "User" ("email", "role", "second", "likes")
SELECT 'user' || n || '@example.org', (ARRAY['OWNER', 'ADMIN', 'MEMBER', 'guest (old)'])[1 + n % 4]::"Role",
  (ARRAY['OWNER', 'MEMBER', NULL])[1 + n % 3]::"Role", (ARRAY['{}', '{RED}', '{infra-red,GREEN}', '{RED,infra-red}'])[1 + n % 4]::"Shade"[]
FROM generate_series(1, 300) AS n;
INSERT INTO "Invitation" ("email", "role", "roles", "colour")
SELECT 'guest' || n || '@example.org', (ARRAY['OWNER', 'MEMBER', 'guest (old)'])[1 + n % 3]::"Role",
  (ARRAY['{OWNER,ADMIN}', '{MEMBER}', '{"guest (old)"}', '{}'])[1 + n % 4]::"Role"[], (ARRAY['RED', 'infra-red', NULL])[1 + n % 3]::"Shade"
FROM generate_series(1, 200) AS n;
INSERT INTO "auth"."Token" ("scope", "scopes")
SELECT (ARRAY['READ', 'ALL', 'read & write'])[1 + n % 3]::"auth"."Role", (ARRAY['{ALL,READ}', '{"read & write"}', '{}'])[1 + n % 3]::"auth"."Role"[]
FROM generate_series(1, 100) AS n;
