import { definedColumns, relationName, typeOf } from '../sql/nodes.ts'
import { textAt } from '../../sql/parse.ts'
import type { SqlRule } from '../sql/rule.ts'

/** https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_char.28n.29 */
export const charType: SqlRule = {
  level: 'note',
  title: 'CHAR pads with blanks',
  find: (statement) =>
    definedColumns(statement)
      .filter(({ node }) => typeOf(node) === 'bpchar')
      .map(({ table, node }) => ({
        message: `${relationName(table)}.${textAt(node, 'colname')} is a CHAR: values are padded with blanks, which comparisons and lengths trip over.`,
        instead: 'TEXT, or VARCHAR.',
      })),
}
