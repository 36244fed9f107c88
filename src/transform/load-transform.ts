import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'

import { StagerError } from '../errors.ts'
import { defineBackfill } from './define-backfill.ts'
import { testBackfill } from './test-backfill.ts'
import { Decimal, JsonNull } from './values.ts'

/** A transform as the engine calls it: rows and results are plain records by field name. */
export interface Transform {
  readonly read: readonly string[]
  readonly transform: (row: Readonly<Record<string, unknown>>) => unknown
  /** Calls that may wait at once; the engine's default where it is missing. */
  readonly concurrency?: number | undefined
}

/**
 * Loads a transform file; `path` is as the user wrote it, from `cwd`. TypeScript needs no build step; `import ... from 'stager'` is this very copy of stager, and other packages
 * resolve from where the file is.
 */
export async function loadTransform(path: string, cwd: string = process.cwd()): Promise<Transform> {
  const file = resolve(cwd, path)
  if (!existsSync(file)) {
    throw new StagerError('transform-not-found', `There is no transform at ${path}.`, {
      hint: 'Give the path of the file: --fill Model.field=./backfill.ts, or --fill Model.field=ts to have one written.',
    })
  }
  const { createJiti } = await import('jiti')
  const jiti = createJiti(file, {
    // The same file may be edited and loaded again in one process.
    moduleCache: false,
    fsCache: false,
    interopDefault: false,
    virtualModules: { stager: { defineBackfill, testBackfill, Decimal, JsonNull, StagerError } },
  })
  const module = await jiti.import(file).catch((error: unknown) => {
    throw invalid(path, `cannot be loaded: ${messageOf(error)}`, error)
  })
  return asTransform((module as { default?: unknown }).default, path)
}

/** Checks what only running the file can show. */
export function asTransform(exported: unknown, path: string): Transform {
  if (typeof exported !== 'object' || exported === null) {
    throw invalid(path, 'has no default export; it must be `export default defineBackfill({ read, transform })`')
  }
  const { read, transform, concurrency } = exported as { read?: unknown; transform?: unknown; concurrency?: unknown }
  if (!Array.isArray(read) || !read.every((field) => typeof field === 'string')) {
    throw invalid(path, 'needs `read`, a list of field names')
  }
  if (typeof transform !== 'function') throw invalid(path, 'needs `transform`, a function of one row')
  const [twice] = read.filter((field, at) => read.indexOf(field) !== at)
  if (twice !== undefined) throw invalid(path, `reads ${twice} twice`)
  if (concurrency !== undefined && !(Number.isSafeInteger(concurrency) && (concurrency as number) >= 1)) {
    throw invalid(path, 'needs a whole number of at least 1 as `concurrency`')
  }
  return { read, transform: transform as Transform['transform'], concurrency: concurrency as number | undefined }
}

export function invalid(path: string, what: string, cause?: unknown): StagerError {
  return new StagerError('transform-invalid', `The transform ${basename(path)} ${what}.`, {
    cause,
    hint: `Correct ${path} and run the same command again.`,
  })
}

export function messageOf(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).trim().split('\n')
  return line.replace(/\.$/, '')
}
