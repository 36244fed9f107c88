import { StagerError, exitCode } from '../errors.ts'

/** A database URL, taken apart as far as stager needs. `href` holds the password; nothing else does. */
export interface ConnectionUrl {
  readonly href: string
  /** Prisma's `?schema=`: the connection's default schema. */
  readonly schema: string | null
  readonly host: string
  readonly port: string
  readonly database: string
  readonly user: string
  /** Prisma's `?pgbouncer=true`. */
  readonly pooled: boolean
}

/** Reads a URL as Prisma writes it: parameters that only Prisma knows are set aside before the driver sees them. */
export function parseConnectionUrl(text: string): ConnectionUrl {
  const url = toUrl(text)
  const parameter = (name: string): string | null => {
    const value = url.searchParams.get(name)
    url.searchParams.delete(name)
    return value
  }
  const schema = parameter('schema')
  const pooled = parameter('pgbouncer') === 'true'
  for (const name of prismaOnly) parameter(name)
  return {
    href: url.href,
    schema,
    host: url.searchParams.get('host') ?? decodeURIComponent(url.hostname),
    port: url.port === '' ? '5432' : url.port,
    database: decodeURIComponent(url.pathname.slice(1)),
    user: decodeURIComponent(url.username),
    pooled,
  }
}

const prismaOnly = ['connection_limit', 'pool_timeout', 'statement_cache_size', 'socket_timeout', 'application_name']

function toUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url !== null && (url.protocol === 'postgresql:' || url.protocol === 'postgres:')) return url
  const what = url === null ? 'is not a URL' : `begins with ${url.protocol}//`
  throw new StagerError('database-url', `The database URL ${what}; stager needs postgresql://user:password@host:5432/database.`, {
    exitCode: exitCode.usage,
    hint: 'Set --database-url, or datasource.url in prisma.config.ts.',
  })
}
