-- CreateTable
CREATE TABLE "stager"."ranges" (
    "plan_id" TEXT NOT NULL,
    "backfill" TEXT NOT NULL,
    "pass" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "after" TEXT,
    "cursor" TEXT,
    "target" TEXT NOT NULL,
    "estimated_rows" BIGINT NOT NULL,
    "rows_visited" BIGINT NOT NULL DEFAULT 0,
    "rows_written" BIGINT NOT NULL DEFAULT 0,
    "batch_rows" INTEGER,
    "worker" TEXT,
    "halted" BOOLEAN NOT NULL DEFAULT false,
    "failure" JSONB,
    "finished_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ranges_pkey" PRIMARY KEY ("plan_id","backfill","pass","ordinal")
);

-- AddForeignKey
ALTER TABLE "stager"."ranges" ADD CONSTRAINT "ranges_plan_id_backfill_fkey" FOREIGN KEY ("plan_id", "backfill") REFERENCES "stager"."backfills"("plan_id", "backfill") ON DELETE CASCADE ON UPDATE CASCADE;
