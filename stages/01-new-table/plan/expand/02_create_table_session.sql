-- create Session
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
CREATE TABLE IF NOT EXISTS "Session" (
    "id" UUID NOT NULL,
    "userId" INTEGER NOT NULL,
    "device" "Device" NOT NULL DEFAULT 'LAPTOP',
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);
CREATE INDEX IF NOT EXISTS "Session_userId_idx" ON "Session"("userId");
COMMIT;
