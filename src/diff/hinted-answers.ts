import { sameTable } from '../schema/lookup.ts'
import type { Enum, Schema } from '../schema/model.ts'
import { fieldKey, modelName } from './names.ts'
import type { Answers } from './question.ts'

/** What comments in the target schema say about former names: new name -> former name; a field is `Model.field`, a value `Enum.VALUE`. */
interface Hints {
  readonly models: ReadonlyMap<string, string>
  readonly fields: ReadonlyMap<string, string>
  readonly values: ReadonlyMap<string, string>
}

export interface HintedAnswers {
  readonly answers: Answers
  /** The answers that a hint gave: the renames `User:Account` and `User.name:fullName`, the value `Role.OWNER:ADMIN`. */
  readonly hinted: { readonly rename: readonly string[]; readonly mapValue: readonly string[] }
}

/**
 * The answers with those that hints in the schema give. A flag about the same thing wins, and a hint whose former name is not gone any
 * more, or never was there, says nothing: it may be left from an earlier plan.
 */
export function withHintedAnswers(answers: Answers, { models, fields, values }: Hints, before: Schema, after: Schema): HintedAnswers {
  const hinted: { rename: string[]; mapValue: string[] } = { rename: [], mapValue: [] }
  const modelRenames = new Map(answers.modelRenames)
  const was = (name: string): boolean => before.tables.some((table) => modelName(table) === name)
  const is = (name: string): boolean => after.tables.some((table) => modelName(table) === name)
  for (const [to, from] of models) {
    const isAnswered = modelRenames.has(from) || answers.drops.has(from) || [...modelRenames.values()].includes(to)
    if (!was(from) || is(from) || isAnswered || sharesTable(before, after, from, to)) continue
    modelRenames.set(from, to)
    hinted.rename.push(`${from}:${to}`)
  }
  const renames = new Map(answers.renames)
  for (const [key, from] of fields) {
    const [model = '', field = ''] = key.split('.')
    const names = [model, ...[...modelRenames].flatMap(([old, now]) => (now === model ? [old] : [])), ...formerNames(before, after, model)]
    const table = before.tables.find((one) => names.includes(modelName(one)))
    const column = table?.columns.find((one) => one.field === from)
    const target = after.tables.find((one) => modelName(one) === model)?.columns.find((one) => one.field === field)
    if (table === undefined || column === undefined || target === undefined) continue
    const isThere = after.tables.some((one) => modelName(one) === model && one.columns.some(({ name }) => name === column.name))
    const keys = names.map((name) => `${name}.${from}`)
    const isAnswered =
      keys.some((one) => renames.has(one) || answers.moves.has(one) || answers.drops.has(one)) ||
      [...renames].some(([one, now]) => now === field && names.some((name) => one.startsWith(`${name}.`)))
    if (isThere || isAnswered) continue
    renames.set(fieldKey(table, column), field)
    hinted.rename.push(`${fieldKey(table, column)}:${field}`)
  }
  const valueMappings = new Map(answers.valueMappings)
  for (const [key, former] of values) {
    const [name = '', value = ''] = key.split('.')
    const to = after.enums.find(({ code }) => code?.name === name)
    const from = to === undefined ? undefined : before.enums.find((one) => sameTable(one, to))
    const gone = from === undefined ? undefined : labelOf(from, former)
    const label = to === undefined ? undefined : labelOf(to, value)
    if (to === undefined || from === undefined || gone === undefined || label === undefined) continue
    const keys = [to, from]
      .flatMap((one) => [one.name, one.code?.name ?? one.name])
      .flatMap((own) => [`${own}.${former}`, `${own}.${gone}`])
    // A value that was there before cannot have been another one.
    if (to.values.includes(gone) || from.values.includes(label) || keys.some((one) => valueMappings.has(one))) continue
    valueMappings.set(`${from.code?.name ?? from.name}.${former}`, value)
    hinted.mapValue.push(`${name}.${former}:${value}`)
  }
  return { answers: { ...answers, modelRenames, renames, valueMappings }, hinted }
}

/** The label of a value in the database, by the name that the schema file has for it. */
const labelOf = ({ values, code }: Enum, name: string): string | undefined =>
  values.find((label) => (code?.values[label] ?? label) === name)

/** The model has another name in the code only. */
const sharesTable = (before: Schema, after: Schema, from: string, to: string): boolean => formerNames(before, after, to).includes(from)

/** What the model of this table was called. */
function formerNames(before: Schema, after: Schema, model: string): readonly string[] {
  const table = after.tables.find((one) => modelName(one) === model)
  return before.tables.filter((one) => one.schema === table?.schema && one.name === table.name).map(modelName)
}
