import { StagerError, exitCode } from '../errors.ts'
import type { Session } from '../run/ports.ts'
import { ident } from '../sql/ident.ts'
import { hasSqlState } from './session.ts'
import { sqlStates } from './sqlstate.ts'

/** Why Prisma's table cannot be made, with what to type; any other error as it is. */
export async function explainHistory(session: Session, error: unknown): Promise<unknown> {
  const missing = hasSqlState(error, sqlStates.noSchemaSelected)
  if (!missing && !hasSqlState(error, sqlStates.insufficientPrivilege)) return error
  const [row] = await session.query<{ role: string; schema: string | null; path: string }>(
    `SELECT current_user::text AS role, current_schema()::text AS schema, current_setting('search_path') AS path`,
  )
  const { role = '', schema = null, path = '' } = row ?? {}
  if (missing || schema === null) {
    return new StagerError('default-schema-missing', `None of the schemas that the connection looks in exists: ${path}.`, {
      exitCode: exitCode.database,
      hint: `Create it (CREATE SCHEMA ${path.split(',').at(-1)?.trim() ?? ''};), or correct ?schema= in the database URL.`,
      cause: error,
    })
  }
  return new StagerError('schema-permission', `The role ${ident(role)} may not create tables in the schema ${ident(schema)}.`, {
    exitCode: exitCode.database,
    hint: `As the schema's owner, run: GRANT USAGE, CREATE ON SCHEMA ${ident(schema)} TO ${ident(role)};`,
    cause: error,
  })
}
