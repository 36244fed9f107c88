import pg from 'pg'

/** The rows of one statement; of several without parameters, the last one's. */
export async function query<Row extends pg.QueryResultRow = pg.QueryResultRow>(
  url: string,
  sql: string,
  params?: readonly unknown[],
): Promise<readonly Row[]> {
  return withConnection(url, async (client) => {
    const result: pg.QueryResult<Row> | pg.QueryResult<Row>[] = await client.query<Row>(sql, params === undefined ? undefined : [...params])
    return (Array.isArray(result) ? (result as pg.QueryResult<Row>[]).at(-1) : result)?.rows ?? []
  })
}

/** One connection, for what needs a session: a lock that is held, a transaction that stays open. */
export async function withConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'test' })
  client.on('error', () => undefined) // a server that was killed is reported by the next query
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
