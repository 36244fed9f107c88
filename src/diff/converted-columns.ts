import type { Column } from '../schema/model.ts'
import { ident } from '../sql/ident.ts'
import { replaceColumns } from '../sql/parse.ts'
import type { Conversion, Fill } from './change.ts'
import { conversionOf } from './conversions.ts'
import { convertAnswers, requiredFieldAnswers } from './fill-answers.ts'
import { found, type Findings } from './findings.ts'
import { fieldKey, modelName } from './names.ts'
import { resolveFill } from './resolve-fill.ts'
import { nameOfTable, type TablePair } from './table-pair.ts'

/** What the answers say of the two ways. */
interface Answered {
  readonly fill: Fill | null
  /** SQL over the new column. */
  readonly down: string | null
}

/** A column that goes on in another one of another type: both ways by default where there is a usual one, else by the answers. */
export function convertedColumn(
  pair: TablePair,
  { from, to }: { readonly from: Column; readonly to: Column },
  answer: Fill | undefined,
): Findings {
  const { before, after, book } = pair
  const key = fieldKey(after, to)
  const usual = conversionOf(from, to)
  const back = book.down(fieldKey(before, from))
  const ask = (text: string, answers: ReturnType<typeof convertAnswers>): Findings =>
    found({ questions: [{ id: `fill:${key}`, kind: 'fill', model: modelName(after), field: to.field, text, answers }] })
  if (usual === null && (answer === undefined || answer.kind === 'none')) {
    return ask(
      `How does a value of ${fieldKey(before, from)} (${from.type}) become one of ${key} (${to.type})?`,
      convertAnswers(fieldKey(before, from), key, from),
    )
  }
  if (answer === undefined && from.nullable && !to.nullable) {
    return ask(
      `Which value do rows with NULL in ${fieldKey(before, from)} get in ${key}, which is required?`,
      requiredFieldAnswers(before, after, to, true),
    )
  }
  const target = { before, after, column: to, owner: after, flag: 'fill' } as const
  const fill = answer === undefined || answer.kind === 'none' ? null : resolveFill(target, answer)
  // The field keeps its name in the code, so its new value may be called by the old column's name.
  const renamed =
    back?.kind !== 'expression'
      ? null
      : from.field === to.field
        ? replaceColumns(back.sql, (name) => (name === from.name ? ident(to.name) : null), before.name)
        : back.sql
  if (back?.kind === 'expression' && renamed !== null) {
    resolveFill({ before, after, column: from, owner: before, flag: 'down' }, { ...back, sql: renamed })
  }
  const conversion = withAnswers(from, usual, { fill, down: renamed })
  return found({
    changes: [{ kind: 'renameColumn', table: nameOfTable(before), from, to, fill: computed(fill), conversion }],
  })
}

/** An expression is part of the conversion; what a trigger cannot evaluate stays a fill. */
const computed = (fill: Fill | null): Fill | null => (fill?.kind === 'typescript' || fill?.kind === 'query' ? fill : null)

const noConversion: Conversion = {
  up: 'NULL',
  down: null,
  upCanFail: false,
  downCanFail: false,
  mayLose: false,
  mayCollide: true,
  given: false,
}

function withAnswers(from: Column, usual: Conversion | null, { fill, down }: Answered): Conversion {
  const back = down === null ? {} : { down, downCanFail: true }
  const base = { ...(usual ?? noConversion), ...back }
  if (fill === null || fill.kind === 'none') return base
  if (fill.kind !== 'expression') return { ...base, up: 'NULL', upCanFail: false, mayLose: false, mayCollide: true, given: true }
  // What does not read the old column is for rows that have none.
  if (usual !== null && !fill.sources.includes(from.name)) {
    return { ...base, up: `CASE WHEN ${ident(from.name)} IS NULL THEN ${fill.sql} ELSE ${usual.up} END`, upCanFail: true }
  }
  return { ...base, up: fill.sql, upCanFail: true, mayLose: false, mayCollide: true, given: true }
}
