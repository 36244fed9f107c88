-- The tables of stager itself. Installed by src/postgres/install.ts, in one transaction.
-- CreateSchema. An administrator may have made it for a role that has no right to: IF NOT EXISTS would ask for that right all the same.
DO $stager$ BEGIN
  IF to_regnamespace('stager') IS NULL THEN
    CREATE SCHEMA "stager";
  END IF;
END $stager$;

-- CreateTable
CREATE TABLE "stager"."installations" (
    "migration" TEXT NOT NULL,
    "stager" TEXT NOT NULL,
    "installed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installations_pkey" PRIMARY KEY ("migration")
);

-- CreateTable
CREATE TABLE "stager"."plans" (
    "id" TEXT NOT NULL,
    "seal" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "timestamp" TEXT NOT NULL,
    "tables" TEXT[],
    "state" TEXT NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stager"."stages" (
    "plan_id" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "database_user" TEXT NOT NULL,
    "os_user" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "release" TEXT,

    CONSTRAINT "stages_pkey" PRIMARY KEY ("plan_id","stage")
);

-- CreateTable
CREATE TABLE "stager"."steps" (
    "plan_id" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "milliseconds" INTEGER,

    CONSTRAINT "steps_pkey" PRIMARY KEY ("plan_id","step")
);

-- CreateTable
CREATE TABLE "stager"."backfills" (
    "plan_id" TEXT NOT NULL,
    "backfill" TEXT NOT NULL,
    "cursor" TEXT,
    "target" TEXT,
    "pass" INTEGER NOT NULL DEFAULT 0,
    "rows_visited" BIGINT NOT NULL DEFAULT 0,
    "rows_written" BIGINT NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "backfills_pkey" PRIMARY KEY ("plan_id","backfill")
);

-- CreateTable
CREATE TABLE "stager"."verifications" (
    "plan_id" TEXT NOT NULL,
    "verification" TEXT NOT NULL,
    "offending" BIGINT NOT NULL,
    "samples" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verifications_pkey" PRIMARY KEY ("plan_id","verification")
);

-- CreateTable
CREATE TABLE "stager"."history" (
    "id" BIGSERIAL NOT NULL,
    "plan_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "what" TEXT NOT NULL,
    "database_user" TEXT NOT NULL,

    CONSTRAINT "history_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "history_plan_id_at_idx" ON "stager"."history"("plan_id", "at");

-- AddForeignKey
ALTER TABLE "stager"."stages" ADD CONSTRAINT "stages_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "stager"."plans"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stager"."steps" ADD CONSTRAINT "steps_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "stager"."plans"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stager"."backfills" ADD CONSTRAINT "backfills_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "stager"."plans"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stager"."verifications" ADD CONSTRAINT "verifications_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "stager"."plans"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stager"."history" ADD CONSTRAINT "history_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "stager"."plans"("id") ON DELETE CASCADE ON UPDATE CASCADE;
