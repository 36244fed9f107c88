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
 * True where a default gives no row the value of another: a UUID, and nothing done to it that could make two of them one. Not `nextval`: somebody else
 * may have written what a sequence gives next.
 * https://www.postgresql.org/docs/current/functions-uuid.html https://www.postgresql.org/docs/current/uuid-ossp.html
 */
export const givesOwnValues = (sql: string): boolean =>
  /^(?:[\w"]+\.)?(?:gen_random_uuid\(\)|uuidv[47]\(\)|uuid_generate_v(?:1|1mc|4)\(\))(?:::(?:uuid|text))?$/i.test(sql.trim())
