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

/**
 * True where a default gives no two rows the same value: random UUIDs and a sequence, and nothing done to them that could make two of them one.
 * https://www.postgresql.org/docs/current/functions-uuid.html https://www.postgresql.org/docs/current/uuid-ossp.html
 */
export const givesOwnValues = (sql: string): boolean =>
  /^(?:[\w"]+\.)?(?:gen_random_uuid\(\)|uuidv[47]\(\)|uuid_generate_v(?:1|1mc|4)\(\)|nextval\('[^']*'(?:::regclass)?\))(?:::(?:uuid|text))?$/i.test(
    sql.trim(),
  )
