-- What backfills replaced, for undo.
-- CreateTable
CREATE TABLE "stager"."replaced_rows" (
    "id" BIGSERIAL NOT NULL,
    "plan_id" TEXT NOT NULL,
    "backfill" TEXT NOT NULL,
    "key" TEXT[],
    "old_values" TEXT[],
    "new_values" TEXT[],
    "left_alone" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "replaced_rows_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "replaced_rows_plan_id_backfill_key_key" ON "stager"."replaced_rows"("plan_id", "backfill", "key");

-- AddForeignKey
ALTER TABLE "stager"."replaced_rows" ADD CONSTRAINT "replaced_rows_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "stager"."plans"("id") ON DELETE CASCADE ON UPDATE CASCADE;
