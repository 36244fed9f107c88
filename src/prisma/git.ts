import { execFile } from 'node:child_process'
import { dirname, posix, relative, resolve, sep } from 'node:path'
import { promisify } from 'node:util'
import { StagerError, exitCode } from '../errors.ts'
import type { SchemaFile } from './document.ts'

const run = promisify(execFile)

async function git(directory: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run('git', ['-C', directory, ...args], { maxBuffer: 256 * 1024 * 1024, encoding: 'utf8' })
  return stdout
}

async function topLevel(directory: string): Promise<string> {
  try {
    return (await git(directory, 'rev-parse', '--show-toplevel')).trim()
  } catch (error) {
    throw new StagerError('not-a-git-repository', `${directory} is not in a git repository, so there is no base schema to compare with.`, {
      exitCode: exitCode.usage,
      hint: 'Give the base as a file: --from path/to/old.prisma',
      cause: error,
    })
  }
}

async function commitOf(directory: string, ref: string): Promise<string> {
  try {
    return (await git(directory, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`)).trim()
  } catch (error) {
    throw new StagerError('unknown-ref', `"${ref}" is neither a path nor a commit, branch or tag of this repository.`, {
      exitCode: exitCode.usage,
      hint:
        ref === 'HEAD'
          ? 'Commit the base schema first, or give it as a file: --from path/to/old.prisma'
          : 'Fetch it first (git fetch), or give a path: --from path/to/old.prisma',
      cause: error,
    })
  }
}

/**
 * The files of a schema (one file, or every .prisma file of a folder) at a commit; empty when it did not exist there.
 * Throws `not-a-git-repository` and `unknown-ref`.
 */
export async function schemaFilesAt(ref: string, schemaPath: string): Promise<readonly SchemaFile[]> {
  const directory = dirname(resolve(schemaPath))
  const top = await topLevel(directory)
  const commit = await commitOf(directory, ref)
  const path = relative(top, resolve(schemaPath)).split(sep).join('/')
  const listing = await git(top, 'ls-tree', '-r', '-z', '--name-only', commit, '--', path === '' ? '.' : path)
  const names = listing.split('\0').filter((name) => name.endsWith('.prisma'))
  return Promise.all(
    names.toSorted().map(async (name) => ({
      path: name === path ? posix.basename(name) : posix.relative(path, name),
      content: await git(top, 'show', `${commit}:${name}`),
    })),
  )
}
