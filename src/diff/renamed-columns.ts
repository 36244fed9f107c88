import type { Column } from '../schema/model.ts'
import type { Fill } from './change.ts'
import { convertedColumn } from './converted-columns.ts'
import { requiredFieldAnswers } from './fill-answers.ts'
import { found, type Findings } from './findings.ts'
import { fieldKey, modelName } from './names.ts'
import type { Refusal } from './question.ts'
import { resolveFill } from './resolve-fill.ts'
import { nameOfTable, type TablePair } from './table-pair.ts'

/** A column that is the same data under another name. */
export interface RenamedColumn {
  readonly from: Column
  readonly to: Column
}

function refusalOf(pair: TablePair, { from, to }: RenamedColumn, fill: Fill | undefined): Refusal | null {
  const about = { model: modelName(pair.before), field: from.field }
  const key = fieldKey(pair.before, from)
  if (from.default?.kind !== 'sequence' && to.default?.kind === 'sequence') {
    return {
      ...about,
      code: 'rename-adds-autoincrement',
      message: `${key} cannot become ${to.field} and get autoincrement() at once: rows would be numbered in two columns.`,
      hint: `Plan the rename without autoincrement(), and add it in the plan after that.`,
    }
  }
  if (fill?.kind === 'typescript' && from.type === to.type) {
    return {
      ...about,
      code: 'rename-fill-not-sql',
      message: `${fieldKey(pair.after, to)} is ${key} under a new name, so only an SQL expression can fill the rows where it is NULL.`,
      hint: `Answer --fill '${fieldKey(pair.after, to)}=<sql expression>', or rename it in this plan and make it required in the next one.`,
    }
  }
  return null
}

/** A rename may tighten, loosen, or set another default on the way, and may change the type. */
export function renamedColumn(pair: TablePair, renamed: RenamedColumn): Findings {
  const { before, after, book } = pair
  const { from, to } = renamed
  const key = fieldKey(after, to)
  const answer = book.fill(key)
  const refusal = refusalOf(pair, renamed, answer)
  if (refusal !== null) return found({ refusals: [refusal] })
  if (from.type !== to.type) return convertedColumn(pair, renamed, answer)
  if (answer === undefined && from.nullable && !to.nullable) {
    return found({
      questions: [
        {
          id: `fill:${key}`,
          kind: 'fill',
          model: modelName(after),
          field: to.field,
          text: `Which value do rows with NULL in ${fieldKey(before, from)} get in ${key}, which is required?`,
          answers: requiredFieldAnswers(before, after, to, false),
        },
      ],
    })
  }
  const fill = answer === undefined ? null : resolveFill({ before, after, column: to, owner: after, flag: 'fill' }, answer)
  return found({ changes: [{ kind: 'renameColumn', table: nameOfTable(before), from, to, fill, conversion: null }] })
}
