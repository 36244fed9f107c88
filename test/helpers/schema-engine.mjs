#!/usr/bin/env node
// Prisma's schema engine for the tests: the Prisma CLI starts this instead of the native binary that it would download, and speaks
// JSON-RPC with it on standard input and output, a message a line. The answers are the WASM engine's. Needs a build: see dist below.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createInterface } from 'node:readline'
import { setFlagsFromString } from 'node:v8'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { engineAdapter } from '../../dist/src/prisma/engine-adapter.js'

// Each process runs the engine's code for some milliseconds: optimizing it costs more than it gives.
setFlagsFromString('--liftoff-only')

const valuesOf = (flag) => process.argv.filter((_, index, all) => all[index - 1] === flag)

async function loadEngine() {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const wasm = fileURLToPath(new URL('schema_engine_bg.wasm', import.meta.resolve('@prisma/schema-engine-wasm')))
  const { instance } = await WebAssembly.instantiate(readFileSync(wasm), { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()

  const url = new URL(JSON.parse(valuesOf('--datasource')[0] ?? '{}').url)
  const schemaName = url.searchParams.get('schema') ?? 'public'
  url.searchParams.delete('schema')
  const datamodels = valuesOf('--datamodels').map((path) => [path, readFileSync(path, 'utf8')])
  const adapter = bindMigrationAwareSqlAdapterFactory(engineAdapter({ connectionString: url.href, schemaName }))
  return bindings.SchemaEngine.new({ datamodels: datamodels.length > 0 ? datamodels : undefined }, () => undefined, adapter)
}

let loaded
const engine = () => (loaded ??= loadEngine())
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)

async function call(method, input) {
  const target = await engine()
  if (method === 'getDatabaseVersion') return target.version(null)
  if (method === 'ensureConnectionValidity') return void (await target.version(null))
  const result = await target[method](input)
  if (method === 'diff' && result.stdout) send({ id: 'print', method: 'print', params: { content: result.stdout } })
  return result
}

async function answer(line) {
  const { id, method, params } = JSON.parse(line)
  try {
    send({ id, result: (await call(method, params?.[0] ?? params ?? {})) ?? {} })
  } catch (error) {
    const { message, meta = null, code = null } = error
    const data = { is_panic: false, message, meta, error_code: code }
    send({ id, error: { code: 4466, message: 'An error happened. Check the data field for details.', data } })
  }
}

if (process.argv.includes('--version')) {
  process.stdout.write('schema-engine-wasm\n')
} else if (process.argv.includes('cli')) {
  // `cli can-connect-to-database`; an error ends the process with status 1
  await (await engine()).version(null)
  process.exit(0)
} else {
  createInterface({ input: process.stdin })
    .on('line', (line) => void answer(line))
    .on('close', () => process.exit(0))
}
