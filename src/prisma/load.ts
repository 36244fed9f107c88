import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { basename, join, posix, relative, resolve, sep } from 'node:path'
import { StagerError, exitCode } from '../errors.ts'
import type { Schema } from '../schema/model.ts'
import { blocksOf, parseDocument, serialiseDocument, type Document, type SchemaFile } from './document.ts'
import { renderDdl } from './engine.ts'
import { schemaFilesAt } from './git.ts'
import { nameModels } from './name-models.ts'
import { readDdl } from './read-ddl.ts'

/** A schema as it was read. */
export interface LoadedSchema {
  /** The user's own text, unchanged. */
  readonly files: readonly SchemaFile[]
  readonly document: Document
  readonly schema: Schema
}

export interface SchemaSource {
  /** A path (file or folder), or a git ref. */
  readonly from: string
  /** The project's schema: where a git ref looks. */
  readonly schemaPath: string
  readonly cwd?: string
}

/**
 * Reads a schema from a path or a git ref. A schema that did not exist at the ref is an empty one.
 * Throws `schema-not-found`, `schema-invalid`, `provider-not-supported`, `not-a-git-repository`, `unknown-ref`.
 */
export async function loadPrismaSchema({ from, schemaPath, cwd = process.cwd() }: SchemaSource): Promise<LoadedSchema> {
  const path = resolve(cwd, from)
  if (existsSync(path)) return readSchema(schemaFilesIn(path))
  if (/\.prisma$/.test(from)) throw notFound(from)
  return readSchema(await schemaFilesAt(from, resolve(cwd, schemaPath)))
}

const notFound = (path: string): StagerError =>
  new StagerError('schema-not-found', `There is no Prisma schema at ${path}.`, {
    exitCode: exitCode.usage,
    hint: 'Name it with --schema, --from or --to.',
  })

/** A file, or every .prisma file of a folder and its subfolders. */
export function schemaFilesIn(path: string): readonly SchemaFile[] {
  if (!existsSync(path)) throw notFound(path)
  if (statSync(path).isFile()) return [{ path: basename(path), content: readFileSync(path, 'utf8') }]
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.prisma') && statSync(join(path, name)).isFile(),
  )
  if (names.length === 0) throw notFound(path)
  return names
    .map((name) => relative(path, join(path, name)).split(sep).join(posix.sep))
    .toSorted()
    .map((name) => ({ path: name, content: readFileSync(join(path, name), 'utf8') }))
}

/** Reads a schema from its text. Throws `schema-invalid` and `provider-not-supported`. */
export async function readSchema(files: readonly SchemaFile[]): Promise<LoadedSchema> {
  const document = parseDocument(files)
  if (files.every(({ content }) => content.trim() === ''))
    return { files, document, schema: { tables: [], enums: [], schemas: [], extensions: [] } }
  requirePostgres(document)
  const { schemas, tables, ...ddl } = readDdl(await renderDdl(files))
  // Prisma creates the default schema always; only schemas that the datasource names are a fact about the database.
  const named = settingOf(document, 'schemas') === undefined ? [] : schemas
  return { files, document, schema: { ...ddl, schemas: named, tables: nameModels(document, tables) } }
}

export const readDocument = (document: Document): Promise<LoadedSchema> => readSchema(serialiseDocument(document))

function requirePostgres(document: Document): void {
  const provider = settingOf(document, 'provider')?.replaceAll('"', '')
  if (provider === undefined || provider === 'postgresql' || provider === 'postgres') return
  throw new StagerError('provider-not-supported', `The datasource's provider is ${provider}; stager works with postgresql only.`, {
    exitCode: exitCode.usage,
    hint: 'Use `prisma migrate` for this database.',
  })
}

const settingOf = (document: Document, name: string): string | undefined =>
  blocksOf(document)
    .filter(({ keyword }) => keyword === 'datasource')
    .flatMap(({ members }) => members.flatMap((member) => (member.kind === 'setting' && member.name === name ? [member.value] : [])))
    .at(0)

/** The url of a datasource written for Prisma 5 or 6, `env("...")` included; null when there is none or its variable is not set. */
export function legacyUrl(files: readonly SchemaFile[], environment: NodeJS.ProcessEnv = process.env): string | null {
  const found = /^(?:env\(\s*"([^"]+)"\s*\)|"([^"]+)")$/.exec(settingOf(parseDocument(files), 'url') ?? '')
  return found?.[2] ?? environment[found?.[1] ?? ''] ?? null
}
