-- AlterTable
ALTER TABLE "stager"."backfills" ADD COLUMN     "batch_rows" INTEGER,
ADD COLUMN     "holding" TEXT,
ADD COLUMN     "holding_since" TIMESTAMPTZ(3),
ADD COLUMN     "rows_per_second" INTEGER;

-- CreateTable
CREATE TABLE "stager"."controls" (
    "plan_id" TEXT NOT NULL,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT,
    "limits" JSONB NOT NULL DEFAULT '{}',
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "controls_pkey" PRIMARY KEY ("plan_id")
);

-- AddForeignKey
ALTER TABLE "stager"."controls" ADD CONSTRAINT "controls_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "stager"."plans"("id") ON DELETE CASCADE ON UPDATE CASCADE;
