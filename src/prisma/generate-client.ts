import { spawn } from 'node:child_process'
import { mkdir, realpath, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StagerError } from '../errors.ts'
import { blockText, parseDocument } from './document.ts'

const require = createRequire(import.meta.url)

/** Where a client comes from: as `generator` blocks say it. https://www.prisma.io/docs/orm/prisma-schema/overview/generators */
export interface ClientGenerator {
  readonly provider: 'prisma-client' | 'prisma-client-js'
  /** The block's other settings, line by line; `output` is not among them. */
  readonly settings: readonly string[]
}

/**
 * Runs the real `prisma generate` for a schema text, whatever generator the text names, and leaves a client of plain
 * JavaScript in `<directory>/client`. Throws `client-not-generated`.
 */
export async function generateClient(schema: string, directory: string, signal?: AbortSignal): Promise<void> {
  const previewFeatures = /^\s*previewFeatures\s*=.*$/m.exec(schema)?.[0] ?? ''
  await generateClientBy({ provider: 'prisma-client-js', settings: [previewFeatures] }, schema, directory, signal)
}

/** The same by a generator of one's own. */
export async function generateClientBy(generator: ClientGenerator, schema: string, directory: string, signal?: AbortSignal): Promise<void> {
  await mkdir(join(directory, 'node_modules'), { recursive: true })
  await writeFile(join(directory, 'schema.prisma'), withGenerator(schema, generator))
  await linkPrisma(directory)
  await run(['generate', '--no-hints', '--schema', 'schema.prisma'], directory, signal)
}

const connectionSettings: ReadonlySet<string> = new Set(['url', 'directUrl', 'shadowDatabaseUrl'])

/** The same schema with one generator, and without the connection settings of Prisma 5 and 6, which Prisma 7 rejects. */
function withGenerator(schema: string, { provider, settings }: ClientGenerator): string {
  const [file] = parseDocument([{ path: 'schema.prisma', content: schema }]).files
  const rest = (file?.pieces ?? []).map((piece) => {
    if (piece.kind === 'text') return piece.text
    if (piece.keyword === 'generator') return ''
    if (piece.keyword !== 'datasource') return blockText(piece)
    return blockText({
      ...piece,
      members: piece.members.filter((member) => member.kind !== 'setting' || !connectionSettings.has(member.name)),
    })
  })
  return `generator client {\n  provider = "${provider}"\n  output   = "./client"\n${settings.join('\n')}\n}\n${rest.join('')}`
}

/**
 * The generated client requires `@prisma/client-runtime-utils`, which is only installed beside this package's own client;
 * and where the CLI finds a `prisma` in a parent folder, it takes only a client that is installed beside that one.
 */
async function linkPrisma(directory: string): Promise<void> {
  const client = await realpath(dirname(require.resolve('@prisma/client/package.json')))
  const cli = await realpath(dirname(require.resolve('prisma/package.json')))
  await link(dirname(client), join(directory, 'node_modules/@prisma'))
  await link(cli, join(directory, 'node_modules/prisma'))
}

async function link(target: string, path: string): Promise<void> {
  await symlink(target, path, 'junction').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}

function run(args: readonly string[], cwd: string, signal: AbortSignal | undefined): Promise<void> {
  // `generate` never starts the schema engine, but the CLI downloads one unless it is told of a binary that exists.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' }
  const child = spawn(process.execPath, [require.resolve('prisma/build/index.js'), ...args], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal === undefined ? {} : { signal }),
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new StagerError('client-not-generated', `prisma generate failed: ${output.trim()}`))
    })
  })
}
