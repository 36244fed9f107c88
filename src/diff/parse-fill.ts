import { StagerError, exitCode } from '../errors.ts'
import { parseExpression } from '../sql/parse.ts'
import type { Fill } from './change.ts'
import type { Answers } from './question.ts'

/** A fill of this text names a file. */
export const isTransformFile = (value: string): boolean => /\.[cm]?[jt]s$/.test(value)

/** What follows the `=` of `--fill`. `flag` is the flag as it was given, for messages. */
export function parseFill(value: string, flag: string): Fill {
  if (value === 'none') return { kind: 'none' }
  if (value === 'ts') return { kind: 'typescript', file: null, sources: [] }
  const file = value.startsWith('ts:') ? value.slice(3).trim() : value
  if (isTransformFile(file)) return { kind: 'typescript', file, sources: [] }
  return parseSql(value, flag)
}

/** What follows the `=` of `--down`: the row trigger evaluates it, so it can only be an expression over the row. */
export function parseDown(value: string, flag: string): Fill {
  if (isTransformFile(value) || value === 'ts' || value === 'none') {
    throw new StagerError('answer-invalid', `${flag} is not understood: --down takes an SQL expression over the row.`, {
      exitCode: exitCode.usage,
      hint: 'For example --down "User.legacy=\'x\'"',
    })
  }
  const fill = parseSql(value, flag)
  if (fill.kind === 'expression') return fill
  throw new StagerError('answer-invalid', `${flag} contains a subquery, which the row trigger cannot evaluate.`, {
    exitCode: exitCode.usage,
    hint: "Give an expression over the row's own columns.",
  })
}

function parseSql(value: string, flag: string): Fill {
  if (/^null$/i.test(value)) {
    throw new StagerError('answer-invalid', `${flag} gives no value.`, {
      exitCode: exitCode.usage,
      hint: 'Say =none if no row needs one, or leave the field optional.',
    })
  }
  const { columns, hasSubquery } = parseExpression(value)
  return { kind: hasSubquery ? 'query' : 'expression', sql: value, sources: [...new Set(columns.map(({ name }) => name))] }
}

/**
 * The answers with what each transform reads: `load` returns the `read` list of the file's default export. A transform's
 * sources are Prisma field names until the diff makes columns of them.
 */
export async function withTransformSources(answers: Answers, load: (file: string) => Promise<readonly string[]>): Promise<Answers> {
  const files = new Set(
    [...answers.fills.values()].flatMap((fill) => (fill.kind === 'typescript' && fill.file !== null ? [fill.file] : [])),
  )
  const reads = new Map(await Promise.all([...files].map(async (file) => [file, await load(file)] as const)))
  return {
    ...answers,
    fills: new Map(
      [...answers.fills].map(([key, fill]) => [
        key,
        fill.kind === 'typescript' && fill.file !== null ? { ...fill, sources: reads.get(fill.file) ?? [] } : fill,
      ]),
    ),
  }
}
