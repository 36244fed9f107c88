import type { Column, Table } from '../schema/model.ts'

/** The values of the enum that a type names, as Prisma calls them; null for other types. */
export interface EnumValues {
  /** For what the old row holds. */
  readonly read: (type: string) => readonly string[] | null
  /** For what the transform returns. */
  readonly write: (type: string) => readonly string[] | null
}

/**
 * The file that `--fill Model.field=ts` writes into the plan: it reads every field of the row, compiles under `--strict`, and throws until
 * someone writes it.
 */
export function scaffoldTransform(table: Table, targets: readonly Column[], enums: EnumValues): string {
  const model = table.model ?? table.name
  const read = table.columns.filter(({ name }) => targets.every((target) => target.name !== name))
  const fields = targets.map(({ field }) => field).join(', ')
  const row = read.map((column) => member(column, enums.read))
  const filled = targets.map((column) => member(column, enums.write))
  const imported = ['Decimal', 'Json'].filter((name) => new RegExp(`: (readonly )?${name}\\b`, 'm').test([...row, ...filled].join('\n')))
  return `import { ${['defineBackfill', ...imported.map((name) => `type ${name}`)].join(', ')} } from 'stager'

interface Row {
${row.join('\n')}
}

interface Filled {
${filled.join('\n')}
}

/** ${fields} of a ${model} that has none yet. Take out of Row and read what transform does not need, then seal the plan. */
export default defineBackfill<Row, Filled>({
  read: [${read.map(({ field }) => quoted(field)).join(', ')}],
  transform: (row) => {
    throw new Error(\`${unwritten}${fields} of ${model}, from \${Object.keys(row).join(', ')}\`)
  },
})
`
}

/** Every scaffold has this until it is written. */
export const unwritten = 'not written yet: '

function member({ field, type, nullable }: Column, valuesOf: EnumValues['read']): string {
  const name = /^[A-Za-z_]\w*$/.test(field) ? field : quoted(field)
  return `  ${name}: ${typeScriptType(type, valuesOf(type))}${nullable ? ' | null' : ''}`
}

const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`

const scalars: readonly (readonly [RegExp, string])[] = [
  [/^(SMALLINT|INTEGER|REAL|DOUBLE PRECISION|OID)$/, 'number'],
  [/^BIGINT$/, 'bigint'],
  [/^BOOLEAN$/, 'boolean'],
  [/^(DECIMAL|NUMERIC)\b/, 'Decimal'],
  [/^(TIMESTAMP|DATE|TIME)/, 'Date'],
  [/^JSONB?$/, 'Json'],
  [/^BYTEA$/, 'Uint8Array'],
]

/**
 * What a transform is given for an SQL type: the same as Prisma Client returns. What has no value of its own in JavaScript (text, UUID, MONEY,
 * an Unsupported type) is the text that PostgreSQL prints.
 */
function typeScriptType(type: string, values: readonly string[] | null): string {
  const list = type.endsWith('[]')
  const item = values === null ? scalarType(list ? type.slice(0, -2) : type) : values.map(quoted).join(' | ')
  return list ? `readonly ${item.includes(' ') ? `(${item})` : item}[]` : item
}

const scalarType = (type: string): string => scalars.find(([pattern]) => pattern.test(type))?.[1] ?? 'string'
