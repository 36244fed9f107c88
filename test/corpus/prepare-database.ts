import type { Schema } from '../../src/schema/model.ts'
import { query } from '../helpers/connection.ts'

const extensions: readonly { readonly name: string; readonly uses: RegExp }[] = [
  { name: 'citext', uses: /\bCITEXT\b/ },
  { name: 'vector', uses: /\bvector\b/i },
  { name: 'pg_trgm', uses: /\bgin_trgm_ops\b/ },
  { name: 'uuid-ossp', uses: /\buuid_generate_v/ },
]

/** The extensions that the DDL of a schema uses, declared or not. */
export const extensionsOf = (schema: Schema, ddl: string): readonly string[] => [
  ...new Set([...schema.extensions, ...extensions.filter(({ uses }) => uses.test(ddl)).map(({ name }) => name)]),
]

/** The extensions that the server lacks. */
export async function missingExtensions(url: string, wanted: readonly string[]): Promise<readonly string[]> {
  const rows = await query<{ name: string }>(url, 'SELECT name FROM pg_available_extensions')
  return wanted.filter((name) => rows.every((row) => row.name !== name))
}

/** What teams have besides their schema: extensions that it does not declare, and functions that defaults call. */
export async function prepareDatabase(url: string, schemas: readonly Schema[], wanted: readonly string[]): Promise<void> {
  for (const name of wanted) await query(url, `CREATE EXTENSION IF NOT EXISTS "${name}"`)
  for (const name of functionsOf(schemas)) {
    const [row] = await query<{ known: boolean }>(url, `SELECT EXISTS (SELECT FROM pg_proc WHERE proname = $1) AS known`, [name])
    if (row?.known === true) continue
    await query(url, `CREATE FUNCTION ${name}() RETURNS text LANGUAGE sql VOLATILE AS 'SELECT md5(random()::text)'`)
  }
}

const functionsOf = (schemas: readonly Schema[]): readonly string[] => [
  ...new Set(
    schemas.flatMap(({ tables }) =>
      tables.flatMap(({ columns }) =>
        columns.flatMap(({ default: value }) =>
          value?.kind === 'volatile' ? [...value.sql.matchAll(/^([a-z_][a-z_\d]*)\(\)$/g)].map(([, name = '']) => name) : [],
        ),
      ),
    ),
  ),
]
