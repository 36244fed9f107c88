-- Label gets the primary key (tenancyId, postId, word) instead of the primary key (postId, word)
-- Lock: ACCESS EXCLUSIVE on Label
BEGIN;
SELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);
DO $stager$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = '"Label"'::regclass AND c.relname = 'Label_tenancyId_postId_word_key' AND NOT i.indisprimary) THEN
    ALTER TABLE "Label" DROP CONSTRAINT IF EXISTS "Label_pkey", ADD CONSTRAINT "label_key" PRIMARY KEY USING INDEX "Label_tenancyId_postId_word_key";
  END IF;
END $stager$;
COMMIT;
