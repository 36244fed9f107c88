import { spawn } from 'node:child_process'
import { mkdir, realpath, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StagerError } from '../errors.ts'

const require = createRequire(import.meta.url)

/**
 * Runs the real `prisma generate` for a schema text, whatever generator the text names, and leaves a client of plain
 * JavaScript in `<directory>/client`.
 */
export async function generateClient(schema: string, directory: string, signal?: AbortSignal): Promise<void> {
  await mkdir(join(directory, 'node_modules'), { recursive: true })
  await writeFile(join(directory, 'schema.prisma'), withJavaScriptGenerator(schema))
  await linkPrisma(directory)
  await run(['generate', '--no-hints', '--schema', 'schema.prisma'], directory, signal)
}

/** The same schema with one generator, `prisma-client-js`: its output needs no compiler. Preview features are kept. */
export function withJavaScriptGenerator(schema: string): string {
  const previewFeatures = /^\s*previewFeatures\s*=.*$/m.exec(schema)?.[0] ?? ''
  const generator = `generator client {\n  provider = "prisma-client-js"\n  output   = "./client"\n${previewFeatures}\n}\n`
  return generator + schema.replace(/^generator\s+\w+\s*\{[^}]*\}/gm, '')
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
