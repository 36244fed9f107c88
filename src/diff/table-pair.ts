import type { Table } from '../schema/model.ts'
import type { AnswerBook } from './answer-book.ts'
import type { Moves } from './moved-columns.ts'

/** One table before and after the change, and the answers. */
export interface TablePair {
  readonly before: Table
  readonly after: Table
  readonly book: AnswerBook
  /** Columns that come from another table, or go to one. */
  readonly moves: Moves
}

/** A change's `table`, without all that the table has. */
export const nameOfTable = ({ schema, name }: Table): Pick<Table, 'schema' | 'name'> => ({ schema, name })
