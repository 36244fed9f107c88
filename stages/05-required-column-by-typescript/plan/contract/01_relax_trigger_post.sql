-- the trigger of Post no longer marks rows as pending: the old application is gone
CREATE OR REPLACE FUNCTION "stager_20260101000000_Post"() RETURNS trigger LANGUAGE plpgsql AS $stager$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NULL;
  ELSE
    NULL;
  END IF;
  RETURN NEW;
END $stager$;
