import { StagerError } from '../errors.ts'
import type { BackfillDefinition } from './define-backfill.ts'

/**
 * Runs a transform over rows in a unit test, as a backfill does: a field that is not in `read` throws, and so does a result that is not an
 * object or leaves a field undefined. Whether a value fits its column only PostgreSQL knows.
 *
 * ```ts
 * expect(await testBackfill(backfill, [{ title: 'Hello World' }])).toEqual([{ slug: 'hello-world' }])
 * ```
 */
export async function testBackfill<Row extends object, Out extends object>(
  definition: BackfillDefinition<Row, Out>,
  rows: readonly Row[],
): Promise<readonly Out[]> {
  const results: Out[] = []
  for (const row of rows) {
    const result: unknown = await definition.transform(onlyRead(row, definition.read))
    if (typeof result !== 'object' || result === null || Array.isArray(result)) {
      throw new StagerError(
        'transform-failed',
        `The transform returned ${JSON.stringify(result) ?? 'nothing'} for ${JSON.stringify(row)}.`,
        {
          hint: 'Return an object with the new fields: ({ slug: ... }).',
        },
      )
    }
    const missing = Object.entries(result).find(([, value]) => value === undefined)?.[0]
    if (missing !== undefined) {
      throw new StagerError('transform-missing-column', `The transform returned no "${missing}"; null says that there is no value.`, {
        hint: `Return a value, or null: ({ ${missing}: null }).`,
      })
    }
    results.push(result as Out)
  }
  return results
}

function onlyRead<Row extends object>(row: Row, read: readonly string[]): Row {
  const given = Object.fromEntries(Object.entries(row).filter(([field]) => read.includes(field)))
  return new Proxy(given, {
    get(target, field, receiver) {
      if (typeof field === 'string' && !read.includes(field) && !(field in Object.prototype)) {
        throw new StagerError('transform-failed', `The transform uses ${field}, which is not in its read list.`, {
          hint: `Add '${field}' to read.`,
        })
      }
      return Reflect.get(target, field, receiver) as unknown
    },
  }) as Row
}
