/** Functions of PostgreSQL and its usual extensions that give another value each time. */
export const volatileFunctions: ReadonlySet<string> = new Set([
  'random',
  'gen_random_uuid',
  'gen_random_bytes',
  'uuidv4',
  'uuidv7',
  'uuid_generate_v1',
  'uuid_generate_v1mc',
  'uuid_generate_v4',
  'nextval',
  'clock_timestamp',
  'statement_timestamp',
  'transaction_timestamp',
  'now',
  'timeofday',
])
