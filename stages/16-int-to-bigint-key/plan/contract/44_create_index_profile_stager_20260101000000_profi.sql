-- build unique index stager_20260101000000_Profile_pkey on Profile
-- Lock: SHARE UPDATE EXCLUSIVE on Profile
CREATE UNIQUE INDEX CONCURRENTLY "stager_20260101000000_Profile_pkey" ON "Profile"("userId_stager");
