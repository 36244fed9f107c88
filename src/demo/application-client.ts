import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'

/** A row as Prisma Client returns it. */
export type Row = Readonly<Record<string, unknown>>

/** What traffic calls on each model of a generated client. */
export interface Delegate {
  create(args: object): Promise<Row>
  findUnique(args: object): Promise<Row | null>
  findMany(args: object): Promise<readonly Row[]>
  update(args: object): Promise<Row>
  updateMany(args: object): Promise<{ readonly count: number }>
  upsert(args: object): Promise<Row>
  delete(args: object): Promise<Row>
}

/** A generated Prisma Client whose models are only known at run time. */
export interface ApplicationClient {
  $connect(): Promise<void>
  $disconnect(): Promise<void>
}

/** `client.blogPost` for `BlogPost`. */
export function delegateOf(client: ApplicationClient, model: string): Delegate {
  const property = model.charAt(0).toLowerCase() + model.slice(1)
  return (client as unknown as Readonly<Record<string, Delegate>>)[property] as Delegate
}

export interface ApplicationClientOptions {
  readonly url: string
  /** Shown by pg_stat_activity. */
  readonly applicationName: string
  readonly connections: number
}

/** Loads a client that `generateClient` wrote into `directory`. */
export async function loadClient(directory: string, options: ApplicationClientOptions): Promise<ApplicationClient> {
  const generated = (await import(pathToFileURL(join(directory, 'client/index.js')).href)) as {
    readonly PrismaClient: new (options: { readonly adapter: PrismaPg; readonly errorFormat: 'minimal' }) => ApplicationClient
  }
  const url = new URL(options.url)
  const schema = url.searchParams.get('schema')
  url.searchParams.delete('schema')
  const adapter = new PrismaPg(
    { connectionString: url.href, application_name: options.applicationName, max: options.connections },
    schema === null ? {} : { schema },
  )
  // Minimal: a message without an excerpt of the code that called.
  return new generated.PrismaClient({ adapter, errorFormat: 'minimal' })
}
