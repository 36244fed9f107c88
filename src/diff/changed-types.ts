import type { Column } from '../schema/model.ts'
import type { Conversion, Fill } from './change.ts'
import { conversionOf } from './conversions.ts'
import { requiredFieldAnswers } from './fill-answers.ts'
import { found, type Findings } from './findings.ts'
import { flagText } from './flags.ts'
import { fieldKey, modelName } from './names.ts'
import { resolveFill } from './resolve-fill.ts'
import { nameOfTable, type TablePair } from './table-pair.ts'

/** Another type that clients of both schemas tolerate: an answer may say how values go over. */
export function swappedColumn(pair: TablePair, from: Column, to: Column): Findings {
  const { before, after, book } = pair
  const key = fieldKey(after, to)
  const [fill, down] = [book.fill(key), book.down(key)]
  if (fill !== undefined && (fill.kind === 'query' || fill.kind === 'typescript')) {
    return found({
      refusals: [
        {
          code: 'type-fill-not-sql',
          model: modelName(after),
          field: to.field,
          message: `${key} changes its type from ${from.type} to ${to.type}, and a trigger converts what the running application writes: only an SQL expression over the row can do that.`,
          hint: `Answer ${flagText('fill', `${key}=<sql expression over ${from.name}>`)} without a subquery.`,
        },
      ],
    })
  }
  const resolved = (answer: Fill | undefined, flag: 'fill' | 'down'): string | undefined => {
    if (answer?.kind !== 'expression') return undefined
    const checked = resolveFill({ before, after, column: to, owner: after, flag }, answer)
    return checked.kind === 'expression' ? checked.sql : undefined
  }
  const conversion = answered(conversionOf(from, to), resolved(fill, 'fill'), resolved(down, 'down'))
  if (conversion === null || (fill === undefined && from.nullable && !to.nullable)) return found({ questions: [question(pair, from, to)] })
  const table = nameOfTable(after)
  // Other changes say what becomes of these.
  const changed: Column = { ...to, nullable: from.nullable, default: from.default }
  return found({ changes: [{ kind: 'changeType', table, from, to: changed, shadowType: to.type, conversion }] })
}

/** An answer comes before the default. Whether its SQL fails for some value, nobody knows. */
function answered(usual: Conversion | null, up: string | undefined, down: string | undefined): Conversion | null {
  const way = down === undefined ? { down: usual?.down ?? null, downCanFail: usual?.downCanFail ?? false } : { down, downCanFail: true }
  if (up !== undefined) return { ...way, up, upCanFail: true, mayLose: false, mayCollide: true, given: true }
  return usual === null ? null : { ...usual, ...way }
}

function question({ before, after }: TablePair, from: Column, to: Column): Findings['questions'][number] {
  const key = fieldKey(after, to)
  const isRequired = from.nullable && !to.nullable
  return {
    id: `fill:${key}`,
    kind: 'fill',
    model: modelName(after),
    field: to.field,
    text: isRequired
      ? `Which value do rows get in ${key}, which changes from ${from.type} to ${to.type} and becomes required?`
      : `How does a value of ${key} go over from ${from.type} to ${to.type}?`,
    answers: isRequired
      ? requiredFieldAnswers(before, after, to, false)
      : [{ flag: `--fill '${key}=<sql expression>'`, text: `an SQL expression over the row, in which ${from.name} is the ${from.type}` }],
  }
}
