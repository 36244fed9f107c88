// Publishes the JSON Schema of plan.json from the codec that reads it: into dist for users, and, with --docs, into docs, where a test
// keeps it equal. Run after tsc.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('..', import.meta.url)
const { planJsonSchema } = await import(new URL('dist/src/plan/json-schema.js', root).href)
const text = `${JSON.stringify(planJsonSchema(), null, 2)}\n`

writeFileSync(fileURLToPath(new URL('dist/plan.schema.json', root)), text)

if (process.argv.includes('--docs')) {
  const { format } = await import('prettier')
  const formatted = await format(text, { parser: 'json', printWidth: 140 })
  writeFileSync(fileURLToPath(new URL('docs/plan.schema.json', root)), formatted)
}
