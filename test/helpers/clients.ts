import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { generateInProcess } from './generate-in-process.ts'

type Query = (args?: object) => Promise<unknown>
type Delegate = Readonly<
  Record<
    | 'aggregate'
    | 'count'
    | 'create'
    | 'createMany'
    | 'delete'
    | 'deleteMany'
    | 'findFirst'
    | 'findMany'
    | 'findUnique'
    | 'findUniqueOrThrow'
    | 'groupBy'
    | 'update'
    | 'updateMany'
    | 'upsert',
    Query
  >
>

/** A generated client; `Model` are the models that a test uses, spelled as the client does: `'user' | 'blogPost'`. */
export type DynamicClient<Model extends string = string> = {
  $connect(): Promise<void>
  $disconnect(): Promise<void>
  $queryRawUnsafe(sql: string, ...params: unknown[]): Promise<unknown>
  $executeRawUnsafe(sql: string, ...params: unknown[]): Promise<number>
  $transaction<T>(work: (transaction: DynamicClient<Model>) => Promise<T>): Promise<T>
} & { readonly [model in Model]: Delegate }

export interface GeneratedClient<Model extends string = string> {
  readonly PrismaClient: new (options: object) => DynamicClient<Model>
  readonly directory: string
}

const cache = fileURLToPath(new URL('../.generated', import.meta.url))

/**
 * Generates Prisma's client for a schema and imports it. The schema's own generators are replaced; a datasource is added where
 * it has none. Generated once for each text.
 */
export async function generateClient<Model extends string = string>(schemaText: string): Promise<GeneratedClient<Model>> {
  const schema = withOwnGenerator(schemaText)
  const directory = join(cache, createHash('sha256').update(schema).digest('hex').slice(0, 16))
  if (!existsSync(directory)) await generateInto(directory, schema)
  const { PrismaClient } = (await import(join(directory, 'client/client.ts'))) as Pick<GeneratedClient<Model>, 'PrismaClient'>
  return { PrismaClient, directory }
}

export function connect<Model extends string>(client: GeneratedClient<Model>, url: string): DynamicClient<Model> {
  return new client.PrismaClient({ adapter: new PrismaPg({ connectionString: url }) })
}

export async function withClient<T, Model extends string>(
  client: GeneratedClient<Model>,
  url: string,
  work: (client: DynamicClient<Model>) => Promise<T>,
): Promise<T> {
  const connected = connect(client, url)
  try {
    return await work(connected)
  } finally {
    await connected.$disconnect()
  }
}

/** In a folder of its own first: two test files may ask for the same schema at once. */
async function generateInto(directory: string, schema: string): Promise<void> {
  const draft = `${directory}.${randomBytes(4).toString('hex')}`
  await mkdir(draft, { recursive: true })
  const path = join(draft, 'schema.prisma')
  await writeFile(path, schema)
  try {
    await generateInProcess(path)
    await rename(draft, directory).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

function withOwnGenerator(schemaText: string): string {
  const block = /^(?:generator|datasource)\s+\w+\s*\{[^}]*\}\n?/gm
  const datasource =
    schemaText.match(block)?.find((text) => text.startsWith('datasource')) ?? 'datasource db {\n  provider = "postgresql"\n}\n'
  return [
    'generator client {\n  provider = "prisma-client"\n  output = "./client"\n  moduleFormat = "esm"\n  importFileExtension = "ts"\n}\n',
    datasource.replace(/^\s*(?:url|directUrl|shadowDatabaseUrl)\s*=.*\n/gm, ''),
    schemaText.replace(block, '').trim(),
  ].join('\n')
}
