import { sep } from 'node:path'
import { Project, type FileSystemHost } from 'ts-morph'

/** A folder that the compiler finds elsewhere. */
export interface Overlay {
  readonly from: string
  readonly to: string
}

const within = (path: string, folder: string): boolean => path === folder || path.startsWith(folder + sep) || path.startsWith(`${folder}/`)

function move(path: string, from: string, to: string): string | null {
  return within(path, from) ? to + path.slice(from.length) : null
}

/**
 * The file system with some folders replaced, so that whatever way an import leads to a client (a relative path, an alias, a package of the
 * monorepo), it leads to the one that was put in its place.
 */
export function overlaid(overlays: readonly Overlay[]): FileSystemHost {
  const real = new Project({ skipLoadingLibFiles: true }).getFileSystem()
  const there = (path: string): string => overlays.map(({ from, to }) => move(path, from, to)).find((moved) => moved !== null) ?? path
  const back = (path: string): string => overlays.map(({ from, to }) => move(path, to, from)).find((moved) => moved !== null) ?? path
  return new Proxy(real, {
    get(host, key) {
      const value: unknown = Reflect.get(host, key)
      if (typeof value !== 'function') return value
      const method = value.bind(host) as (...args: unknown[]) => unknown
      if (key === 'readDirSync') {
        return (path: string) =>
          (method(there(path)) as ReturnType<FileSystemHost['readDirSync']>).map((entry) => ({ ...entry, name: back(entry.name) }))
      }
      // A replaced folder is where it seems to be.
      if (key === 'realpathSync') return (path: string) => (there(path) === path ? method(path) : path)
      return (path: unknown, ...rest: unknown[]) => method(typeof path === 'string' ? there(path) : path, ...rest)
    },
  })
}
