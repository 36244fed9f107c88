import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename, dirname, posix, resolve } from 'node:path'
import { StagerError, exitCode } from '../errors.ts'
import type { SchemaFile } from './document.ts'

interface GitResult {
  readonly exitCode: number | null
  readonly stdout: Buffer
  readonly stderr: string
}

/** Runs git in a folder; its failure is data. Throws what `spawn` throws where there is no git. */
export async function runGit(directory: string, args: readonly string[], input = ''): Promise<GitResult> {
  const child = spawn('git', ['-C', directory, ...args], { env: { ...process.env, LC_ALL: 'C' } })
  const stdout: Buffer[] = []
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  child.stdin.on('error', () => undefined) // git may end before it has read all
  child.stdin.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  return { exitCode: code, stdout: Buffer.concat(stdout), stderr }
}

async function git(directory: string, args: readonly string[], input?: string): Promise<Buffer> {
  const result = await runGit(directory, args, input)
  if (result.exitCode !== 0) throw new Error(`git ${args[0] ?? ''} failed: ${result.stderr.trim()}`)
  return result.stdout
}

/** The folder's place in its repository: `''`, `apps/api/`. */
export async function prefixOf(directory: string): Promise<string> {
  const result = await runGit(directory, ['rev-parse', '--show-prefix']).catch((cause: unknown) => {
    throw new StagerError('git-not-found', 'git could not be started, so there is no base schema to compare with.', {
      exitCode: exitCode.usage,
      hint: 'Install git, or give the base as a file: --from path/to/old.prisma',
      cause,
    })
  })
  if (result.exitCode === 0) return result.stdout.toString().replace(/\n$/, '')
  const reason = /not a git repository/.test(result.stderr)
    ? `${directory} is not in a git repository`
    : `git cannot use the repository of ${directory} (${result.stderr.trim().split('\n')[0] ?? ''})`
  throw new StagerError('not-a-git-repository', `${reason}, so there is no base schema to compare with.`, {
    exitCode: exitCode.usage,
    hint: 'Give the base as a file: --from path/to/old.prisma',
  })
}

/** The commit that a ref names. Throws `unknown-ref`. */
export async function commitOf(directory: string, ref: string): Promise<string> {
  const found = await runGit(directory, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`])
  if (found.exitCode === 0) return found.stdout.toString().trim()
  const [remote, branch] = /^([^/]+)\/(.+)$/.exec(ref)?.slice(1) ?? []
  const fetch = remote === undefined ? 'git fetch' : `git fetch ${remote} ${branch ?? ''}`
  const hint = ref === 'HEAD' ? 'Commit the base schema first' : `Fetch it first (${fetch})`
  throw new StagerError('unknown-ref', `"${ref}" is neither a path nor a commit, branch or tag of this repository.`, {
    exitCode: exitCode.usage,
    hint: `${hint}, or give the base as a file: --from path/to/old.prisma`,
  })
}

interface Blob {
  readonly id: string
  /** In the repository. */
  readonly path: string
}

async function blobsAt(directory: string, commit: string, path: string): Promise<readonly Blob[]> {
  const listing = await git(directory, ['ls-tree', '-r', '-z', '--full-tree', commit, '--', path])
  return listing
    .toString()
    .split('\0')
    .flatMap((entry) => {
      const [, id, name] = /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? []
      return id === undefined || name === undefined || !name.endsWith('.prisma') ? [] : [{ id, path: name }]
    })
    .toSorted((left, right) => (left.path < right.path ? -1 : 1))
}

/** All texts in one process. */
async function textsOf(directory: string, blobs: readonly Blob[]): Promise<readonly string[]> {
  const input = blobs.map(({ id }) => `${id}\n`).join('')
  const output = await git(directory, ['cat-file', '--batch'], input)
  const texts: string[] = []
  for (let at = 0; texts.length < blobs.length;) {
    const header = output.indexOf('\n', at)
    const size = Number(/ (\d+)$/.exec(output.subarray(at, header).toString())?.[1])
    texts.push(output.subarray(header + 1, header + 1 + size).toString())
    at = header + 1 + size + 1
  }
  return texts
}

/** Where the schema may have been before it became a folder, or a file. */
const earlierPlaces = (path: string): readonly string[] =>
  path.endsWith('.prisma')
    ? [path.replace(/\.prisma$/, '')]
    : [`${path}.prisma`, posix.join(path, '../schema.prisma'), posix.join(path, '../../schema.prisma')].filter(
        (place) => !place.startsWith('..'),
      )

/** A repository may hold other line ends than the working tree (`core.autocrlf`); they are no change of the schema. */
function withLineEnds(text: string, isWindows: boolean): string {
  return isWindows ? text.replaceAll(/\r?\n/g, '\r\n') : text.replaceAll('\r\n', '\n')
}

export interface SchemaAtCommit {
  readonly files: readonly SchemaFile[]
  /** The folder of the files in the repository, with its slash at the end. */
  readonly folder: string
}

/**
 * The files of a schema (one file, or every .prisma file of a folder) at a commit, with the line ends that are asked for; none when it
 * did not exist there.
 * Throws `not-a-git-repository`, `unknown-ref` and `git-not-found`.
 */
export async function schemaFilesAt(ref: string, schemaPath: string, isWindows = false): Promise<SchemaAtCommit> {
  const directory = dirname(resolve(schemaPath))
  const prefix = await prefixOf(directory)
  const commit = await commitOf(directory, ref)
  const now = prefix + basename(schemaPath)
  for (const path of [now, ...earlierPlaces(now)]) {
    const blobs = await blobsAt(directory, commit, path)
    if (blobs.length === 0) continue
    const texts = await textsOf(directory, blobs)
    const root = blobs[0]?.path === path ? posix.dirname(path) : path
    const files = blobs.map((blob, index) => ({
      path: posix.relative(root, blob.path),
      content: withLineEnds(texts[index] ?? '', isWindows),
    }))
    return { files, folder: root === '.' ? '' : `${root}/` }
  }
  return { files: [], folder: '' }
}
