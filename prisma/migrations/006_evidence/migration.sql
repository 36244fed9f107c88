-- What was seen of the old application in the database, and who went on in spite of it.
-- CreateTable
CREATE TABLE "stager"."sightings" (
    "plan_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "baseline" BIGINT,
    "value" BIGINT NOT NULL,
    "looked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "grew_after" TIMESTAMPTZ(3),
    "grew_until" TIMESTAMPTZ(3),

    CONSTRAINT "sightings_pkey" PRIMARY KEY ("plan_id", "source", "key")
);

-- CreateTable
CREATE TABLE "stager"."acknowledgements" (
    "id" BIGSERIAL NOT NULL,
    "plan_id" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "database_user" TEXT NOT NULL,
    "os_user" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "acknowledgements_pkey" PRIMARY KEY ("id")
);

-- AddForeignKey
ALTER TABLE "stager"."sightings" ADD CONSTRAINT "sightings_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "stager"."plans"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stager"."acknowledgements" ADD CONSTRAINT "acknowledgements_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "stager"."plans"("id") ON DELETE CASCADE ON UPDATE CASCADE;
