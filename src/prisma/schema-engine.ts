import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as schemaEngineBindings from '@prisma/schema-engine-wasm/schema_engine_bg'

import { StagerError, exitCode } from '../errors.ts'
import type { SchemaFile } from './document.ts'

export type SchemaSource =
  | { readonly tag: 'empty' }
  | { readonly tag: 'schemaDatamodel'; readonly files: readonly SchemaFile[] }
  | { readonly tag: 'schemaDatasource'; readonly files: readonly SchemaFile[]; readonly configDir: string }

export interface SchemaEngine {
  diff(parameters: {
    readonly from: SchemaSource
    readonly to: SchemaSource
    readonly script: boolean
    readonly shadowDatabaseUrl: null
    readonly exitCode: null
    readonly filters: { readonly externalTables: readonly string[]; readonly externalEnums: readonly string[] }
  }): Promise<{ readonly stdout: string | null }>
  free(): void
}

type EngineConstructor = {
  new: (
    options: { readonly datamodels?: readonly (readonly [string, string])[] },
    log: () => void,
    adapter: unknown,
  ) => Promise<SchemaEngine>
}

/** What is used of the global WebAssembly, which neither ES2023 nor Node 20's types describe. */
interface WebAssemblyGlobal {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, unknown>,
  ): Promise<{ readonly instance: { readonly exports: Record<string, unknown> } }>
}

const bindings = schemaEngineBindings as unknown as {
  SchemaEngine: EngineConstructor
  __wbg_set_wasm: (exports: Record<string, unknown>) => void
}

const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyGlobal }).WebAssembly

/** Where the engine leaves the message of a panic; without it a panic would end the process. */
const panics = { message: '', set_message: (message: string) => void (panics.message = message) }

let constructor: Promise<EngineConstructor> | undefined

/** Prisma's own schema engine, compiled once a process. The package's entry expects a bundler, so its parts are put together here. */
export const engineConstructor = (): Promise<EngineConstructor> =>
  (constructor ??= (async () => {
    const path = createRequire(import.meta.url)
      .resolve('@prisma/schema-engine-wasm')
      .replace(/schema_engine\.js$/, 'schema_engine_bg.wasm')
    const { instance } = await webAssembly.instantiate(readFileSync(path), { './schema_engine_bg.js': bindings })
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panics })
    bindings.__wbg_set_wasm(instance.exports)
    ;(instance.exports['__wbindgen_start'] as () => void)()
    return bindings.SchemaEngine
  })())

/** The SQL that leads from one schema to another, as Prisma's engine writes it. Throws `schema-invalid`. */
export async function engineDiff(engine: SchemaEngine, from: SchemaSource, to: SchemaSource): Promise<string> {
  try {
    const { stdout } = await engine.diff({
      from,
      to,
      script: true,
      shadowDatabaseUrl: null,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    return stdout ?? ''
  } catch (error) {
    throw schemaError(error)
  }
}

const ansi = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')

/** P1012 is Prisma's "this schema is not valid", with file and line in its message; some reasons come without a code. */
function schemaError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (error.name === 'RuntimeError')
    return new Error(`Prisma's schema engine stopped: ${panics.message || error.message}`, { cause: error })
  const code = (error as { code?: unknown }).code
  if (code !== undefined && code !== 'P1012') return error
  const text = error.message
    .replaceAll(ansi, '')
    .replace(/\n\s+0: schema_engine[\s\S]*$/, '')
    .trim()
  return new StagerError('schema-invalid', `Prisma rejects the schema:\n${text}`, {
    exitCode: exitCode.usage,
    hint: 'Correct the schema, then run the command again.',
    cause: error,
  })
}
