import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** stager's own folder, from `src` and from `dist/src` alike. */
export const packageRoot: string = findUp(dirname(fileURLToPath(import.meta.url)))

function findUp(directory: string): string {
  if (existsSync(join(directory, 'package.json')) || dirname(directory) === directory) return directory
  return findUp(dirname(directory))
}

/** stager's own package.json, as far as the command line speaks of it. */
export function readPackage(): { readonly version: string; readonly homepage?: string; readonly bugs?: { readonly url?: string } } {
  return JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }
}
