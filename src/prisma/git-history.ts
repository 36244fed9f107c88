import { basename, dirname } from 'node:path'
import { commitOf, prefixOf, runGit } from './git.ts'

/**
 * The names of the folders that were in a folder at a commit; none when it was not there. The folder's parent must exist.
 * Throws `not-a-git-repository`, `unknown-ref` and `git-not-found`.
 */
export async function foldersAt(ref: string, folder: string): Promise<readonly string[]> {
  const directory = dirname(folder)
  const prefix = await prefixOf(directory)
  const commit = await commitOf(directory, ref)
  const path = `${prefix}${basename(folder)}/`
  const listing = await runGit(directory, ['ls-tree', '-d', '--name-only', '-z', '--full-tree', commit, '--', path])
  if (listing.exitCode !== 0) return []
  return listing.stdout
    .toString()
    .split('\0')
    .filter((name) => name.startsWith(path))
    .map((name) => name.slice(path.length))
}

/** Where the branch that is checked out left the other one; null where they have nothing in common, or too little of the history is here. */
export async function mergeBase(ref: string, directory: string): Promise<string | null> {
  const found = await runGit(directory, ['merge-base', await commitOf(directory, ref), 'HEAD'])
  const commit = found.stdout.toString().trim()
  return found.exitCode === 0 && commit !== '' ? commit : null
}

/** The commit that brought a file; null while it is in none. */
export async function commitThatAdded(file: string): Promise<string | null> {
  const log = await runGit(dirname(file), ['log', '--diff-filter=A', '--format=%H', '-1', '--', basename(file)])
  const commit = log.stdout.toString().trim()
  return log.exitCode === 0 && commit !== '' ? commit : null
}
