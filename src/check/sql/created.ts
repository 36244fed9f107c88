import { nodeAt, nodesAt, textAt, type Node } from '../../sql/parse.ts'
import { relationName } from './nodes.ts'
import type { LintStatement } from './lint-file.ts'

/** The tables that these statements create, as messages call them. */
export const tablesCreated = (statements: readonly LintStatement[]): ReadonlySet<string> =>
  new Set(
    statements.flatMap(({ kind, node }) => {
      if (kind === 'CreateStmt') return [relationName(nodeAt(node, 'relation'))]
      return kind === 'CreateTableAsStmt' ? [relationName(nodeAt(nodeAt(node, 'into'), 'rel'))] : []
    }),
  )

export const indexesCreated = (statements: readonly LintStatement[]): ReadonlySet<string> =>
  new Set(statements.flatMap(({ kind, node }) => (kind === 'IndexStmt' ? [textAt(node, 'idxname')] : [])))

/** The enums that these statements create, without their schemas. */
export const enumsCreated = (statements: readonly LintStatement[]): ReadonlySet<string> =>
  new Set(statements.flatMap(({ kind, node }) => (kind === 'CreateEnumStmt' ? [lastOf(nodesAt(node, 'typeName'))] : [])))

const lastOf = (names: readonly Node[]): string => textAt(nodeAt(names.at(-1) ?? {}, 'String'), 'sval')
