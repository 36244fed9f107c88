import { textAt, walk } from '../../sql/parse.ts'
import { alterations } from '../sql/nodes.ts'
import type { LintStatement } from '../sql/lint-file.ts'
import type { SqlRule } from '../sql/rule.ts'

/** What a statement uses that PostgreSQL 14 does not have, and the version that brought it. */
function features(statement: LintStatement): readonly (readonly [string, number])[] {
  const found: (readonly [string, number])[] = []
  if (statement.kind === 'MergeStmt') found.push(['MERGE', 15])
  for (const { subtype, constraint } of alterations(statement)) {
    if (subtype === 'AT_AddConstraint' && textAt(constraint, 'contype') === 'CONSTR_NOTNULL')
      found.push(['ADD CONSTRAINT ... NOT NULL', 18])
  }
  walk({ root: statement.node }, (kind, node) => {
    if (node['nulls_not_distinct'] === true) found.push(['NULLS NOT DISTINCT', 15])
    if (kind === 'Constraint' && textAt(node, 'generated_kind') === 'v') found.push(['a VIRTUAL generated column', 18])
    if (
      kind === 'Constraint' &&
      node['is_enforced'] === false &&
      node['initially_valid'] !== true &&
      /NOT\s+ENFORCED/i.test(statement.text)
    )
      found.push(['NOT ENFORCED', 18])
    if (node['without_overlaps'] === true) found.push(['WITHOUT OVERLAPS', 18])
    return undefined
  })
  return [...new Map(found)]
}

export const needsNewerPostgres: SqlRule = {
  level: 'error',
  title: 'SQL that the oldest PostgreSQL in use does not know',
  find: (statement, { postgresVersion }) =>
    features(statement)
      .filter(([, version]) => version > postgresVersion)
      .map(([feature, version]) => ({
        message: `${feature} needs PostgreSQL ${String(version)}, and this has to run on ${String(postgresVersion)}.`,
        instead: `Write it for PostgreSQL ${String(postgresVersion)}, or say what you run on: --postgres-version ${String(version)}`,
      })),
}
