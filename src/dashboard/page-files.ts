import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { packageRoot } from '../package-root.ts'

/** In the order in which each needs only those before it. */
const modules = ['format.js', 'dom.js', 'series.js', 'chart.js', 'tables.js', 'evidence.js', 'plan.js', 'overview.js', 'main.js'] as const

export interface PageFile {
  readonly type: string
  readonly text: string
}

/** The page as it lies on disk, by the path under which it is served: HTML, a style sheet and ES modules. */
export function readPageFiles(): ReadonlyMap<string, PageFile> {
  const file = (name: string, type: string): readonly [string, PageFile] => [`/${name}`, { type, text: readPageFile(name) }]
  return new Map([
    ['/', { type: 'text/html', text: readPageFile('index.html') }],
    file('style.css', 'text/css'),
    file('icon.svg', 'image/svg+xml'),
    ...modules.map((name) => file(name, 'text/javascript')),
  ])
}

/** The modules as one: nothing but these modules is imported, and no two share a name. */
export function readOneModule(): string {
  return modules
    .map((name) =>
      readPageFile(name)
        .replace(/^import [^\n]*\n/gm, '')
        .replace(/^export /gm, ''),
    )
    .join('\n')
}

/** A file of the page. */
export function readPageFile(name: string): string {
  return readFileSync(join(pageFolder(), name), 'utf8')
}

/** In a checkout the sources themselves; they are not in the package, and the build copies them. */
function pageFolder(): string {
  const folder = ['src/dashboard/page', 'dist/src/dashboard/page'].map((path) => join(packageRoot, path)).find((path) => existsSync(path))
  if (folder === undefined) throw new Error('dist/src/dashboard/page is missing from this installation of stager')
  return folder
}
