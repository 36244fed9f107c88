import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path'
import { StagerError, exitCode } from '../errors.ts'
import type { Schema } from '../schema/model.ts'
import { blockText, blocksOf, parseDocument, serialiseDocument, type Document, type SchemaFile } from './document.ts'
import { renderDdl } from './engine.ts'
import { schemaFilesAt } from './git.ts'
import { defaultSchema, nameEnums, nameModels } from './name-models.ts'
import { readDdl, type DdlSchema } from './read-ddl.ts'

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
  if (isSchema(path)) return readSchema(schemaFilesIn(path), shownFolder(cwd, path))
  if (from.endsWith('.prisma')) throw notFound(from)
  const current = isSchema(resolve(cwd, schemaPath)) ? schemaFilesIn(resolve(cwd, schemaPath)) : []
  if (isStream(path)) {
    const content = readFileSync(path, 'utf8')
    return readSchema(content.trim() === '' ? withoutModels(current) : [{ path: 'schema.prisma', content }], '')
  }
  const isWindows = current.some(({ content }) => content.includes('\r\n'))
  const { files, folder } = await schemaFilesAt(from, resolve(cwd, schemaPath), isWindows)
  return files.length === 0 ? readSchema(withoutModels(current)) : readSchema(files, `${from}:${folder}`)
}

/** A folder without a schema may have the name of a branch. */
const isSchema = (path: string): boolean =>
  existsSync(path) && (statSync(path).isFile() || (statSync(path).isDirectory() && schemaNamesIn(path).length > 0))

/** `/dev/null`, which is no schema yet; or what a shell makes of `<(git show ...)`. */
const isStream = (path: string): boolean => existsSync(path) && (statSync(path).isCharacterDevice() || statSync(path).isFIFO())

/** How messages call the folder that the paths of a schema's files count from. */
function shownFolder(cwd: string, path: string): string {
  const folder = relative(cwd, statSync(path).isFile() ? dirname(path) : path)
  return folder === '' ? '' : `${folder.split(sep).join(posix.sep)}/`
}

/** What a schema was before it had a model: its datasource and its generators. */
function withoutModels(files: readonly SchemaFile[]): readonly SchemaFile[] {
  return parseDocument(files).files.flatMap(({ path, pieces }) => {
    const kept = pieces.flatMap((piece) =>
      piece.kind === 'block' && (piece.keyword === 'datasource' || piece.keyword === 'generator') ? [blockText(piece)] : [],
    )
    return kept.length === 0 ? [] : [{ path, content: kept.join('\n') }]
  })
}

const notFound = (path: string): StagerError =>
  new StagerError('schema-not-found', `There is no Prisma schema at ${path}.`, {
    exitCode: exitCode.usage,
    hint: 'Name it with --schema, --from or --to.',
  })

const schemaNamesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.prisma') && statSync(join(folder, name)).isFile())
    .map((name) => name.split(sep).join(posix.sep))
    .toSorted()

/** A file, or every .prisma file of a folder and its subfolders. */
export function schemaFilesIn(path: string): readonly SchemaFile[] {
  if (!existsSync(path)) throw notFound(path)
  if (statSync(path).isFile()) return [{ path: basename(path), content: readFileSync(path, 'utf8') }]
  const names = schemaNamesIn(path)
  if (names.length === 0) throw notFound(path)
  return names.map((name) => ({ path: name, content: readFileSync(join(path, name), 'utf8') }))
}

/**
 * Reads a schema from its text. `folder` (with a slash at its end) is put before the files' names in messages.
 * Throws `schema-invalid` and `provider-not-supported`.
 */
export async function readSchema(files: readonly SchemaFile[], folder = ''): Promise<LoadedSchema> {
  const document = parseDocument(files)
  if (files.every(({ content }) => content.trim() === ''))
    return { files, document, schema: { tables: [], enums: [], schemas: [], extensions: [] } }
  requirePostgres(document)
  const { schemas, tables, enums, ...ddl } = readPrismaDdl(
    await renderDdl(files.map(({ path, content }) => ({ path: folder + path, content }))),
  )
  // The default schema is there always; only other schemas that the datasource names are a fact about the database.
  const named = settingOf(document, 'schemas') === undefined ? [] : schemas.filter((name) => name !== defaultSchema)
  return { files, document, schema: { ...ddl, schemas: named, tables: nameModels(document, tables), enums: nameEnums(document, enums) } }
}

/** Prisma writes an empty name, a character 0 or the text of a `dbgenerated()` as it stands, whatever PostgreSQL makes of it. */
function readPrismaDdl(ddl: string): DdlSchema {
  try {
    return readDdl(ddl)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StagerError('schema-invalid', `PostgreSQL cannot read the DDL that Prisma makes of the schema: ${reason}.`, {
      exitCode: exitCode.usage,
      hint: 'Look at the names in @map, @@map and map:, and at the SQL in dbgenerated(), then run the command again.',
      cause: error,
    })
  }
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

/**
 * The url of a datasource written for Prisma 5 or 6, `env("...")` included; null when there is none or its variable is not set.
 * `directUrl` comes first: it is the one for migrations, `url` may lead through a pooler.
 */
export function legacyUrl(files: readonly SchemaFile[], environment: NodeJS.ProcessEnv = process.env): string | null {
  const document = parseDocument(files)
  const urls = ['directUrl', 'url'].map((name) => {
    const [, variable, text] = /^(?:env\(\s*"([^"]+)"\s*\)|"([^"]+)")$/.exec(settingOf(document, name) ?? '') ?? []
    return text ?? environment[variable ?? '']
  })
  return urls.find((url) => url !== undefined && url !== '') ?? null
}
