-- Rows that a backfill could not do.
-- CreateTable
CREATE TABLE "stager"."quarantine" (
    "id" BIGSERIAL NOT NULL,
    "plan_id" TEXT NOT NULL,
    "backfill" TEXT NOT NULL,
    "key" TEXT[],
    "code" TEXT NOT NULL,
    "sql_state" TEXT,
    "message" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "first_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "quarantine_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "quarantine_plan_id_backfill_key_key" ON "stager"."quarantine"("plan_id", "backfill", "key");

-- AddForeignKey
ALTER TABLE "stager"."quarantine" ADD CONSTRAINT "quarantine_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "stager"."plans"("id") ON DELETE CASCADE ON UPDATE CASCADE;
