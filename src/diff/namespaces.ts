import type { Schema } from '../schema/model.ts'
import { found, type Findings } from './findings.ts'
import type { Refusal } from './question.ts'

const minus = (left: readonly string[], right: readonly string[]): readonly string[] => left.filter((name) => !right.includes(name))

/** PostgreSQL schemas and extensions: stager makes them, and never drops what other things may live in. */
export function diffNamespaces(before: Schema, after: Schema): Findings {
  return found({
    changes: [
      ...minus(after.schemas, before.schemas).map((name) => ({ kind: 'createSchema', name }) as const),
      ...minus(after.extensions, before.extensions).map((name) => ({ kind: 'createExtension', name }) as const),
    ],
    refusals: minus(before.extensions, after.extensions).map((name): Refusal => ({
      code: 'extension-drop-not-staged',
      model: null,
      field: null,
      message: `The datasource no longer lists the extension ${name}, and stager does not drop an extension.`,
      hint: `Leave ${name} in the datasource's extensions, or drop it in a migration of your own.`,
    })),
  })
}
