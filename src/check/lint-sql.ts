import { hasSqlDetails } from 'libpg-query'
import { textAt, type Node } from '../sql/parse.ts'
import type { Schema } from '../schema/model.ts'
import type { Finding, RuleId } from './finding.ts'
import { ruleInfo, statementRules } from './registry.ts'
import { isSqlRule } from './rule-ids.ts'
import { tablesCreated } from './sql/created.ts'
import { readLintFile, type Allow, type LintFile, type LintStatement } from './sql/lint-file.ts'
import { definedColumns, relationName } from './sql/nodes.ts'
import type { LintContext, Match } from './sql/rule.ts'
import { writtenType } from './sql/written-type.ts'

export interface LintOptions {
  /** 14 to 18. */
  readonly postgresVersion: number
  /** The schema before the change: what it says of columns makes rules about their types exact. */
  readonly base?: Schema | null
}

/** A file to lint; `path` is what findings say. */
export interface SqlFile {
  readonly path: string
  readonly sql: string
}

/** Lints the migrations of one change, in the order in which they run: what an earlier one creates is new to a later one. */
export function lintSql(files: readonly SqlFile[], options: LintOptions): readonly Finding[] {
  const earlier: LintStatement[] = []
  return files.flatMap(({ path, sql }) => {
    const file = readOrReport(path, sql)
    if ('finding' in file) return [file.finding]
    const findings = file.statements.flatMap((statement, index) => {
      const found = lintStatement(statement, contextOf(file, index, [...earlier, ...file.statements.slice(0, index)], options))
      return [...found, ...checkAllows(file, statement, found)]
    })
    earlier.push(...file.statements)
    return findings
  })
}

function readOrReport(path: string, sql: string): LintFile | { readonly finding: Finding } {
  try {
    return readLintFile(path, sql)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const at = hasSqlDetails(error) ? (error.sqlDetails?.cursorPosition ?? 0) : 0
    return {
      finding: {
        rule: 'syntax-error',
        level: 'error',
        file: path,
        line: sql.slice(0, at).split('\n').length,
        statement: null,
        message: `PostgreSQL cannot read the migration: ${error.message.replace(/\.$/, '')}.`,
        instead: 'Correct the SQL; a migration cannot use the commands of psql.',
        allowed: null,
      },
    }
  }
}

function lintStatement(statement: LintStatement, context: LintContext): readonly Finding[] {
  return Object.entries(statementRules).flatMap(([rule, { level, find }]) =>
    find(statement, context).map((match) => finding(rule as RuleId, context.file, statement, { level, ...match })),
  )
}

const finding = (
  rule: RuleId,
  file: LintFile,
  statement: LintStatement,
  { level = ruleInfo[rule].level, message, instead }: Match,
  line = statement.line,
): Finding => ({
  rule,
  level,
  file: file.path,
  line,
  statement: statement.text,
  message,
  instead,
  allowed: statement.allows.find((allow) => allow.rule === rule && allow.reason !== '')?.reason ?? null,
})

/** A comment that silences nothing is a mistake: in the rule's name, or in the place. */
function checkAllows(file: LintFile, statement: LintStatement, found: readonly Finding[]): readonly Finding[] {
  return statement.allows.flatMap((allow): readonly Finding[] => {
    const problem = invalid(allow)
    if (problem !== null) return [finding('allow-invalid', file, statement, problem, allow.line)]
    if (found.some(({ rule }) => rule === allow.rule)) return []
    return [
      finding(
        'allow-unused',
        file,
        statement,
        { message: `stager:allow ${allow.rule} silences nothing: the statement offends no such rule.`, instead: 'Remove the comment.' },
        allow.line,
      ),
    ]
  })
}

function invalid({ rule, reason }: Allow): Match | null {
  if (!isSqlRule(rule)) {
    return {
      message: rule === '' ? 'stager:allow names no rule.' : `stager:allow ${rule} names no rule about SQL.`,
      instead: 'Write -- stager:allow <rule> <reason>, with a rule of docs/rules/README.md.',
    }
  }
  if (reason !== '') return null
  return {
    message: `stager:allow ${rule} has no reason, so it silences nothing.`,
    instead: `Say why, for the reviewers: -- stager:allow ${rule} <reason>`,
  }
}

function contextOf(file: LintFile, index: number, earlier: readonly LintStatement[], options: LintOptions): LintContext {
  const created = tablesCreated(earlier)
  const own = tablesCreated(file.statements.slice(index, index + 1))
  return {
    postgresVersion: options.postgresVersion,
    file,
    index,
    earlier,
    isExisting: (relation) => {
      const name = relationName(relation)
      return textAt(relation, 'relpersistence') !== 't' && !created.has(name) && !own.has(name)
    },
    columnType: (relation, column) => typeIn(earlier, relation, column) ?? typeAtBase(options.base ?? null, relation, column),
  }
}

function typeIn(earlier: readonly LintStatement[], relation: Node, column: string): string | null {
  const defined = earlier
    .flatMap(definedColumns)
    .findLast(({ table, node }) => relationName(table) === relationName(relation) && textAt(node, 'colname') === column)
  return defined === undefined ? null : writtenType(defined.node)
}

function typeAtBase(base: Schema | null, relation: Node, column: string): string | null {
  const table = base?.tables.find(({ schema, name }) => {
    return name === textAt(relation, 'relname') && (schema ?? 'public') === (textAt(relation, 'schemaname') || 'public')
  })
  return table?.columns.find(({ name }) => name === column)?.type ?? null
}
