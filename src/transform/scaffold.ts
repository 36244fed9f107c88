import type { Column, Table } from '../schema/model.ts'

/**
 * The file that `--fill Model.field=ts` writes into the plan: it reads every field of the row, compiles, and throws until someone
 * writes it.
 */
export function scaffoldTransform(table: Table, targets: readonly Column[]): string {
  const model = table.model ?? table.name
  const read = table.columns.filter(({ name }) => targets.every((target) => target.name !== name))
  const fields = targets.map(({ field }) => field).join(', ')
  return `import { defineBackfill } from 'stager'

interface Row {
${read.map(member).join('\n')}
}

interface Filled {
${targets.map(member).join('\n')}
}

/** ${fields} of a ${model} that has none yet. Take out of Row and read what transform does not need, then seal the plan. */
export default defineBackfill<Row, Filled>({
  read: [${read.map(({ field }) => `'${field}'`).join(', ')}],
  transform: (row) => {
    throw new Error(\`not written yet: ${fields} of ${model} \${JSON.stringify(row)}\`)
  },
})
`
}

/** Every scaffold has this until it is written. */
export const unwritten = 'not written yet: '

function member({ field, type, nullable }: Column): string {
  return `  ${field}: ${typeScriptType(type)}${nullable ? ' | null' : ''}`
}

const scalars: readonly (readonly [RegExp, string])[] = [
  [/^(SMALLINT|INTEGER|REAL|DOUBLE PRECISION|OID)$/, 'number'],
  [/^BIGINT$/, 'bigint'],
  [/^BOOLEAN$/, 'boolean'],
  [/^(DECIMAL|NUMERIC)\b/, '{ toNumber(): number; toString(): string }'],
  [/^(TEXT|CITEXT|UUID|CHAR|VARCHAR|MONEY|INET|XML|BIT|VARBIT)\b/, 'string'],
  [/^(TIMESTAMP|DATE|TIME)/, 'Date'],
  [/^BYTEA$/, 'Uint8Array'],
]

/** What a transform is given for an SQL type: the same as Prisma Client returns. Enums are strings. */
function typeScriptType(type: string): string {
  if (type.endsWith('[]')) return `readonly (${typeScriptType(type.slice(0, -2))})[]`.replace(/\((\w+)\)/, '$1')
  if (type.startsWith('"')) return 'string'
  return scalars.find(([pattern]) => pattern.test(type))?.[1] ?? 'unknown'
}
