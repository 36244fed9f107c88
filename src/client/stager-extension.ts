import { schemaFingerprint, stampedName } from './fingerprint.ts'

/** What connections are made with: of `@prisma/adapter-pg`, or of a `pg.Pool` that it was given. https://node-postgres.com/apis/pool */
interface PoolConfig {
  application_name?: string
  connectionString?: string
}

/** The parts of a generated client that say what it was generated from, and how it connects. */
interface ClientInternals {
  readonly _engineConfig?: {
    readonly inlineSchema?: string
    readonly adapter?: { readonly config?: PoolConfig; readonly externalPool?: { readonly options?: PoolConfig } | null }
  }
}

/**
 * An extension of Prisma Client that puts the fingerprint of its schema at the end of the `application_name` of every connection which
 * its adapter makes from then on: extend the client before its first query. It adds no query and no round trip.
 *
 * Throws where the client does not have an adapter over `pg`; there, put `stampedName(schemaFingerprint(schema), 'web')` into the connection string.
 */
export function stagerExtension(): <Client extends object>(client: Client) => Client {
  return (client) => {
    const { inlineSchema, adapter } = (client as ClientInternals)._engineConfig ?? {}
    const pool = adapter?.externalPool?.options ?? adapter?.config
    if (inlineSchema === undefined || pool === undefined) {
      throw new TypeError(
        'stagerExtension() needs a Prisma Client with @prisma/adapter-pg; elsewhere put stampedName() into the connection string.',
      )
    }
    stamp(pool, schemaFingerprint(inlineSchema))
    return client
  }
}

/** A name in the connection string wins over the option beside it. */
function stamp(pool: PoolConfig, fingerprint: string): void {
  const url = pool.connectionString !== undefined && URL.canParse(pool.connectionString) ? new URL(pool.connectionString) : null
  const named = url?.searchParams.get('application_name') ?? null
  const name = stampedName(fingerprint, named ?? pool.application_name ?? process.env['PGAPPNAME'] ?? '')
  pool.application_name = name
  if (url === null || named === null) return
  url.searchParams.set('application_name', name)
  pool.connectionString = url.href
}
