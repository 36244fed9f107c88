import type pg from 'pg'
import { driftThrough } from '../../src/prisma/drift.ts'
import type { SchemaFile } from '../../src/prisma/document.ts'
import { engineAdapter, overClient } from '../../src/prisma/engine-adapter.ts'
import { withDatabase } from '../../src/postgres/connect.ts'
import { installState } from '../../src/postgres/install.ts'
import type { RunContext } from '../../src/run/context.ts'
import { ident } from '../../src/sql/ident.ts'
import { withConnection, withTestDatabase } from '../helpers/database.ts'
import { testRun } from '../run/run-context.ts'

/** A database for one walk after the other: emptied in between, and its connections stay open, since to make either takes longer than a stage. */
export interface WalkDatabase {
  readonly url: string
  readonly client: pg.Client
  readonly context: RunContext
  /** What Prisma would change to make the database match the schema. */
  driftFrom(files: readonly SchemaFile[]): Promise<string>
}

/** Calls its argument with a database that is empty but for stager's own tables, which are empty too. */
export type LendDatabase = <T>(work: (database: WalkDatabase) => Promise<T>) => Promise<T>

export function withWalkDatabase<T>(work: (lend: LendDatabase) => Promise<T>): Promise<T> {
  return withTestDatabase((url) =>
    withConnection(url, (client) =>
      withDatabase(url, async (database) => {
        await installState(database, '0.1.0')
        const adapter = {
          ...engineAdapter({ connectionString: url }),
          connect: () => Promise.resolve(overClient(client, 'public', keptOpen)),
        }
        const { context } = testRun(url, database)
        const lent: WalkDatabase = { url, client, context, driftFrom: (files) => driftThrough(adapter, files) }
        return work(async (walk) => {
          await empty(client)
          return walk(lent)
        })
      }),
    ),
  )
}

const keptOpen = (): Promise<void> => Promise.resolve()

/** Also what a walk left that failed. */
async function empty(client: pg.Client): Promise<void> {
  await client.query('ROLLBACK')
  await dropSchemas(client)
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'stager'::regnamespace AND relkind = 'r' AND relname <> 'installations'`,
  )
  await client.query(`TRUNCATE ${rows.map(({ name }) => `stager.${ident(name)}`).join(', ')} RESTART IDENTITY`)
}

/** All but stager's own; `public` is there, as in a new database. */
export async function dropSchemas(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'stager')`,
  )
  await client.query([...rows.map(({ name }) => `DROP SCHEMA ${ident(name)} CASCADE`), 'CREATE SCHEMA public'].join(';\n'))
}
