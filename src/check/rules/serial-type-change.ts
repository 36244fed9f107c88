import { alterations, relationName, typeOf } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

const serials = /^(?:small|big)?serial[248]?$/

/** Prisma 7 writes it for a change of `Int @default(autoincrement())` to BigInt; serial is no type but a shorthand of CREATE TABLE. */
export const serialTypeChange: SqlRule = {
  level: 'error',
  title: 'SET DATA TYPE BIGSERIAL fails: there is no such type',
  find: (statement) =>
    alterations(statement)
      .filter(({ subtype, column }) => subtype === 'AT_AlterColumnType' && serials.test(typeOf(column)))
      .map(({ table, name, column }) => ({
        message: `${relationName(table)}.${name} cannot become ${typeOf(column).toUpperCase()}, which PostgreSQL knows only where a column is created: the migration fails.`,
        instead: 'Leave it to stager plan, which swaps the column and keeps its sequence.',
      })),
}
