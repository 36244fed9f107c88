import { nodeAt, nodesAt, numberAt, textAt, type Node, type ParsedStatement } from '../../sql/parse.ts'

/** `Order`, `shop.Order`: a relation as it is written in a message. */
export const relationName = (relation: Node): string =>
  textAt(relation, 'schemaname') === '' ? textAt(relation, 'relname') : `${textAt(relation, 'schemaname')}.${textAt(relation, 'relname')}`

/** The last part of a dotted name. */
export const lastName = (names: readonly Node[]): string => textAt(nodeAt(names.at(-1) ?? {}, 'String'), 'sval')

/** One action of an ALTER TABLE. */
export interface Alteration {
  readonly table: Node
  /** `AT_AddColumn`, ... */
  readonly subtype: string
  /** The column or constraint that it names. */
  readonly name: string
  /** IF EXISTS, IF NOT EXISTS. */
  readonly ifMissing: boolean
  /** Its ColumnDef or Constraint. */
  readonly column: Node
  readonly constraint: Node
  readonly def: Node
}

/** The actions of an ALTER TABLE; none for any other statement. */
export function alterations({ kind, node }: ParsedStatement): readonly Alteration[] {
  if (kind !== 'AlterTableStmt' || textAt(node, 'objtype') !== 'OBJECT_TABLE') return []
  return nodesAt(node, 'cmds').map((item) => {
    const command = nodeAt(item, 'AlterTableCmd')
    const def = nodeAt(command, 'def')
    return {
      table: nodeAt(node, 'relation'),
      subtype: textAt(command, 'subtype'),
      name: textAt(command, 'name'),
      ifMissing: command['missing_ok'] === true,
      column: nodeAt(def, 'ColumnDef'),
      constraint: nodeAt(def, 'Constraint'),
      def,
    }
  })
}

/** A column that ALTER TABLE adds. */
export interface AddedColumn {
  readonly table: Node
  readonly name: string
  readonly node: Node
  readonly constraints: readonly Node[]
  readonly ifMissing: boolean
}

export const addedColumns = (statement: ParsedStatement): readonly AddedColumn[] =>
  alterations(statement)
    .filter(({ subtype }) => subtype === 'AT_AddColumn')
    .map(({ table, column, ifMissing }) => ({
      table,
      name: textAt(column, 'colname'),
      node: column,
      constraints: constraintsOf(column),
      ifMissing,
    }))

export const constraintsOf = (column: Node): readonly Node[] =>
  nodesAt(column, 'constraints').map((constraint) => nodeAt(constraint, 'Constraint'))

export const constraintOf = (column: Node, type: ConstraintType): Node | undefined =>
  constraintsOf(column).find((constraint) => textAt(constraint, 'contype') === type)

export type ConstraintType =
  | 'CONSTR_PRIMARY'
  | 'CONSTR_UNIQUE'
  | 'CONSTR_FOREIGN'
  | 'CONSTR_CHECK'
  | 'CONSTR_NOTNULL'
  | 'CONSTR_DEFAULT'
  | 'CONSTR_IDENTITY'
  | 'CONSTR_GENERATED'
  | 'CONSTR_EXCLUSION'

/** A constraint that ALTER TABLE adds, on its own or with a column. */
export interface AddedConstraint {
  readonly table: Node
  readonly node: Node
  /** The new column that it came with; null for ADD CONSTRAINT. */
  readonly column: string | null
}

export function addedConstraints(statement: ParsedStatement, type: ConstraintType): readonly AddedConstraint[] {
  const own = alterations(statement)
    .filter(({ subtype }) => subtype === 'AT_AddConstraint')
    .map(({ table, constraint }) => ({ table, node: constraint, column: null }))
  const withColumns = addedColumns(statement).flatMap(({ table, name, constraints }) =>
    constraints.map((node) => ({ table, node, column: name })),
  )
  return [...own, ...withColumns].filter(({ node }) => textAt(node, 'contype') === type)
}

/** Every column that a statement defines: of CREATE TABLE, and of ALTER TABLE ... ADD COLUMN. */
export function definedColumns(statement: ParsedStatement): readonly { readonly table: Node; readonly node: Node }[] {
  const table = nodeAt(statement.node, 'relation')
  const created =
    statement.kind === 'CreateStmt'
      ? nodesAt(statement.node, 'tableElts').flatMap((element) => {
          const column = nodeAt(element, 'ColumnDef')
          return textAt(column, 'colname') === '' ? [] : [{ table, node: column }]
        })
      : []
  return [...created, ...addedColumns(statement).map(({ node }) => ({ table, node }))]
}

/** PostgreSQL's own name of a column's type, without its schema, limits and brackets: `int4`, `varchar`, `Role`. */
export const typeOf = (column: Node): string => lastName(nodesAt(nodeAt(column, 'typeName'), 'names'))

/** `varchar(20)` has [20]. */
export const typeLimits = (column: Node): readonly number[] =>
  nodesAt(nodeAt(column, 'typeName'), 'typmods').map((limit) => numberAt(nodeAt(nodeAt(limit, 'A_Const'), 'ival'), 'ival'))

/** The objects of a DROP, each as its dotted name. */
export const droppedObjects = ({ node }: ParsedStatement): readonly string[] =>
  nodesAt(node, 'objects').map((object) => {
    const names = nodesAt(nodeAt(object, 'List'), 'items')
    const parts = names.length > 0 ? names : object['TypeName'] === undefined ? [object] : nodesAt(nodeAt(object, 'TypeName'), 'names')
    return parts.map((part) => textAt(nodeAt(part, 'String'), 'sval')).join('.')
  })

/** A DROP of a kind of object: `OBJECT_TABLE`, `OBJECT_INDEX`, ... */
export const isDrop = ({ kind, node }: ParsedStatement, type: string): boolean => kind === 'DropStmt' && textAt(node, 'removeType') === type
