import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StagerError, exitCode } from '../errors.ts'
import type { Plan, Step } from './plan.ts'
import { timestampOf } from './timestamp.ts'
import { makeWholeFolder } from './whole-folder.ts'

/** One folder of prisma/migrations. */
export interface MigrationFile {
  /** The folder's name. */
  readonly name: string
  /** Of its migration.sql. */
  readonly path: string
  readonly sql: string
  /** As Prisma records it: lower-case hex SHA-256 of the file. */
  readonly checksum: string
}

const fileOf = (directory: string, name: string): string => join(directory, name, 'migration.sql')

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'

/** The migrations in the order in which they run: by code unit, as Prisma sorts them. Throws `migrations-not-found`. */
export async function readMigrations(directory: string): Promise<readonly MigrationFile[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    if (!isMissing(error)) throw error
    throw new StagerError('migrations-not-found', `There is no folder of migrations at ${directory}.`, {
      exitCode: exitCode.usage,
      hint: 'Make the first migration with `prisma migrate dev --name init`, or set migrations.path in prisma.config.ts.',
      cause: error,
    })
  })
  const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name)
  return Promise.all(names.toSorted().map((name) => readMigration(directory, name)))
}

async function readMigration(directory: string, name: string): Promise<MigrationFile> {
  const path = fileOf(directory, name)
  const bytes = await readFile(path).catch((error: unknown) => {
    if (!isMissing(error)) throw error
    throw new StagerError('migration-incomplete', `The migration ${name} has no migration.sql.`, {
      hint: `Restore ${path}, or remove its folder.`,
      cause: error,
    })
  })
  return { name, path, sql: bytes.toString(), checksum: createHash('sha256').update(bytes).digest('hex') }
}

/** Each migration appears whole or not at all. One that is there with the same text is left; with another, nothing is written. */
export async function writeMigrations(
  directory: string,
  migrations: readonly { readonly name: string; readonly sql: string }[],
): Promise<void> {
  const missing: (typeof migrations)[number][] = []
  for (const migration of migrations) {
    const path = fileOf(directory, migration.name)
    const there = await readFile(path, 'utf8').catch((error: unknown) => {
      if (isMissing(error)) return null
      throw error
    })
    if (there === null) missing.push(migration)
    else if (there !== migration.sql) {
      throw new StagerError('migration-exists', `The migration ${migration.name} is there already, with other SQL in it.`, {
        exitCode: exitCode.conflict,
        hint: `Move ${path} away, or plan again under another name.`,
      })
    }
  }
  // Not in the folder of migrations: Prisma takes every folder in it for one, and would run what a killed process left there.
  for (const { name, sql } of missing)
    await makeWholeFolder(join(directory, name), dirname(directory), (folder) => writeFile(join(folder, 'migration.sql'), sql))
}

/** A step and where it was placed; null while it is not in prisma/migrations. */
export interface PlacedStep {
  readonly step: Step
  readonly migration: MigrationFile | null
}

export interface PlanMigrations {
  readonly expand: readonly PlacedStep[]
  readonly contract: readonly PlacedStep[]
  readonly undo: readonly PlacedStep[]
}

/**
 * Which migrations are the plan's own: `<14 digits>_<step.migration>`, exactly. Of several (a plan that was undone and planned
 * again under its name) the first one that is not older than the plan.
 */
export function planMigrations(plan: Plan, migrations: readonly MigrationFile[]): PlanMigrations {
  const place = (step: Step): PlacedStep => ({
    step,
    migration:
      migrations.find(({ name }) => {
        const stamp = timestampOf(name)
        return stamp !== null && stamp >= plan.timestamp && name.slice(stamp.length + 1) === step.migration
      }) ?? null,
  })
  return { expand: plan.expand.steps.map(place), contract: plan.contract.steps.map(place), undo: plan.undo.steps.map(place) }
}
