import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { basename, join, posix, relative, resolve, sep } from 'node:path'
import { StagerError, exitCode } from '../errors.ts'
import type { Column, Schema, Table } from '../schema/model.ts'
import {
  blockAttributes,
  blocksOf,
  fieldsOf,
  findModel,
  parseDocument,
  serialiseDocument,
  type Block,
  type Document,
  type FieldMember,
  type SchemaFile,
} from './document.ts'
import { renderDdl } from './engine.ts'
import { schemaFilesAt } from './git.ts'
import { prepareForEngine } from './prepare.ts'
import { readDdl } from './read-ddl.ts'
import { argumentOf, parseArguments } from './relation.ts'

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
  new StagerError('schema-not-found', `There is no Prisma schema at ${path}.`, { exitCode: exitCode.usage, hint: 'Name it with --schema, --from or --to.' })

/** A file, or every .prisma file of a folder and its subfolders. */
export function schemaFilesIn(path: string): readonly SchemaFile[] {
  if (!existsSync(path)) throw notFound(path)
  if (statSync(path).isFile()) return [{ path: basename(path), content: readFileSync(path, 'utf8') }]
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.prisma') && statSync(join(path, name)).isFile())
  if (names.length === 0) throw notFound(path)
  return names
    .map((name) => relative(path, join(path, name)).split(sep).join(posix.sep))
    .toSorted()
    .map((name) => ({ path: name, content: readFileSync(join(path, name), 'utf8') }))
}

/** Reads a schema from its text. Throws `schema-invalid` and `provider-not-supported`. */
export async function readSchema(files: readonly SchemaFile[]): Promise<LoadedSchema> {
  const document = parseDocument(files)
  if (files.every(({ content }) => content.trim() === '')) return { files, document, schema: { tables: [], enums: [], schemas: [], extensions: [] } }
  requirePostgres(document)
  const ddl = readDdl(await renderDdl(prepareForEngine(files)))
  return { files, document, schema: { ...ddl, tables: ddl.tables.map((table) => withModel(document, table)) } }
}

export const readDocument = (document: Document): Promise<LoadedSchema> => readSchema(serialiseDocument(document))

function requirePostgres(document: Document): void {
  for (const block of blocksOf(document)) {
    if (block.keyword !== 'datasource') continue
    const provider = block.members.flatMap(({ text }) => /^\s*provider\s*=\s*"([^"]*)"/.exec(text)?.[1] ?? []).at(0)
    if (provider === undefined || provider === 'postgresql' || provider === 'postgres') continue
    throw new StagerError('provider-not-supported', `The datasource's provider is "${provider}"; stager works with PostgreSQL only.`, {
      exitCode: exitCode.usage,
      hint: 'Use `prisma migrate` for this database.',
    })
  }
}

const quoted = (value: string | undefined): string | undefined => (value?.startsWith('"') === true ? (JSON.parse(value) as string) : undefined)

const attributeValue = (block: Block, name: string): string | undefined => {
  const all = parseArguments(blockAttributes(block).find((attribute) => attribute.name === name)?.arguments ?? '')
  return quoted(argumentOf(all, 'name') ?? all[0]?.value)
}

const mapped = (field: FieldMember): string => {
  const all = parseArguments(field.attributes.find(({ name }) => name === '@map')?.arguments ?? '')
  return quoted(argumentOf(all, 'name') ?? all[0]?.value) ?? field.name
}

const modelOf = (document: Document, table: Table): Block | undefined =>
  blocksOf(document).find(
    (block) =>
      block.keyword === 'model' && (attributeValue(block, '@@map') ?? block.name) === table.name && (attributeValue(block, '@@schema') ?? null) === table.schema,
  )

const clientFunctions = /^\s*(cuid|uuid|nanoid|ulid)\s*\(/

function clientDefault(field: FieldMember): string | null {
  if (field.attributes.some(({ name }) => name === '@updatedAt')) return 'updatedAt'
  const value = field.attributes.find(({ name }) => name === '@default')?.arguments ?? ''
  return clientFunctions.test(value) ? value.trim() : null
}

/** What DDL lacks: the names of models and fields, and defaults that the client computes. */
function withModel(document: Document, table: Table): Table {
  const block = modelOf(document, table)
  if (block === undefined) return table
  const fields = fieldsOf(findModel(document, block.name))
  const describe = (column: Column): Column => {
    const field = fields.find((candidate) => mapped(candidate) === column.name)
    return field === undefined ? column : { ...column, field: field.name, clientDefault: clientDefault(field) }
  }
  return { ...table, model: block.name, columns: table.columns.map(describe) }
}

/** The url of a datasource written for Prisma 5 or 6, `env("...")` included; null when there is none or its variable is not set. */
export function legacyUrl(files: readonly SchemaFile[], environment: NodeJS.ProcessEnv = process.env): string | null {
  for (const block of blocksOf(parseDocument(files))) {
    if (block.keyword !== 'datasource') continue
    for (const { text } of block.members) {
      const found = /^\s*url\s*=\s*(?:env\(\s*"([^"]+)"\s*\)|"([^"]+)")/.exec(text)
      if (found !== null) return found[2] ?? environment[found[1] ?? ''] ?? null
    }
  }
  return null
}
