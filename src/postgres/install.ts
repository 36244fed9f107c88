import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { StagerError, exitCode } from '../errors.ts'
import { packageRoot } from '../package-root.ts'
import { DatabaseError } from '../run/database-error.ts'
import type { Database, Session } from '../run/ports.ts'
import { ident } from '../sql/ident.ts'
import { hasSqlState } from './session.ts'
import { sqlStates } from './sqlstate.ts'

const folder = join(packageRoot, 'prisma/migrations')

/** stager's own migrations, in order. */
function ownMigrations(): readonly { readonly name: string; readonly sql: string }[] {
  if (!existsSync(folder)) throw new Error('prisma/migrations is missing from this installation of stager')
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => ({ name, sql: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }))
}

/** True when stager has written to this database before. */
export async function isStateInstalled(session: Session): Promise<boolean> {
  const [row] = await session.query<{ installed: boolean }>(`SELECT to_regclass('stager.installations') IS NOT NULL AS installed`)
  return row?.installed === true
}

/**
 * Creates or upgrades stager's own tables. Two installers at once are harmless: each migration inserts its name before it runs, so
 * the later one waits for the earlier and then finds the name taken.
 */
export async function installState(database: Database, stagerVersion: string): Promise<void> {
  await database.withSession(async (session) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await installMissing(session, stagerVersion)
      } catch (error) {
        const collided = hasSqlState(error, ...sqlStates.collision)
        if (!collided || attempt === 10) throw await explain(session, error)
      }
    }
  })
}

async function installMissing(session: Session, stagerVersion: string): Promise<void> {
  const own = ownMigrations()
  const installed = await installedMigrations(session)
  const [unknown] = [...installed.keys()].filter((name) => !own.some((migration) => migration.name === name))
  if (unknown !== undefined) throw newer(installed.get(unknown) ?? 'newer', stagerVersion)
  for (const { name, sql } of own.filter((migration) => !installed.has(migration.name))) {
    await session.transaction(async (transaction) => {
      const first = name === own[0]?.name
      // The first migration makes the very table that holds its name.
      if (first) await transaction.script(sql)
      await transaction.execute('INSERT INTO stager.installations (migration, stager) VALUES ($1, $2)', [name, stagerVersion])
      if (!first) await transaction.script(sql)
    })
  }
}

async function installedMigrations(session: Session): Promise<ReadonlyMap<string, string>> {
  if (!(await isStateInstalled(session))) return new Map()
  const rows = await session.query<{ migration: string; stager: string }>('SELECT migration, stager FROM stager.installations')
  return new Map(rows.map(({ migration, stager }) => [migration, stager]))
}

/** Refuses a database that a newer stager has written to; for commands that only read. */
export async function refuseNewerState(session: Session, stagerVersion: string): Promise<void> {
  const own = new Set(ownMigrations().map(({ name }) => name))
  const installed = await installedMigrations(session).catch(async (error: unknown) => {
    throw await explain(session, error)
  })
  for (const [name, version] of installed) if (!own.has(name)) throw newer(version, stagerVersion)
}

function newer(version: string, own: string): StagerError {
  return new StagerError('state-newer', `stager ${version} has written to this database; this is stager ${own}, which cannot read it.`, {
    exitCode: exitCode.conflict,
    hint: `npm install --save-dev stager@${version}`,
  })
}

async function explain(session: Session, error: unknown): Promise<unknown> {
  if (!(error instanceof DatabaseError) || !hasSqlState(error, sqlStates.insufficientPrivilege)) return error
  const [row] = await session.query<{ role: string; database: string; owner: string | null }>(
    `SELECT current_user::text AS role, current_database()::text AS database,
       (SELECT pg_get_userbyid(nspowner)::text FROM pg_namespace WHERE nspname = 'stager') AS owner`,
  )
  const [role, database] = [ident(row?.role ?? ''), ident(row?.database ?? '')]
  if (typeof row?.owner === 'string') {
    const owner = ident(row.owner)
    return new StagerError('state-permission', `The role ${role} may not use stager's own schema, "stager", which belongs to ${owner}.`, {
      exitCode: exitCode.database,
      hint: `Run stager as ${owner}, or, as an administrator: GRANT USAGE ON SCHEMA stager TO ${role}; GRANT ALL ON ALL TABLES IN SCHEMA stager TO ${role}; GRANT USAGE ON ALL SEQUENCES IN SCHEMA stager TO ${role};`,
      cause: error,
    })
  }
  return new StagerError(
    'state-permission',
    `The role ${role} may not create stager's own schema, "stager", in the database ${database}.`,
    {
      exitCode: exitCode.database,
      hint: `As an administrator, run: GRANT CREATE ON DATABASE ${database} TO ${role};`,
      cause: error,
    },
  )
}
