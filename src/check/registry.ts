import type { Level, RuleId } from './finding.ts'
import type { PlanRuleId, SqlRuleId } from './rule-ids.ts'
import { planRuleIds, sqlRuleIds } from './rule-ids.ts'
import { indexNotConcurrent } from './rules/index-not-concurrent.ts'
import { dropIndexNotConcurrent } from './rules/drop-index-not-concurrent.ts'
import { reindexNotConcurrent } from './rules/reindex-not-concurrent.ts'
import { detachPartitionNotConcurrent } from './rules/detach-partition-not-concurrent.ts'
import { concurrentlyInTransaction } from './rules/concurrently-in-transaction.ts'
import { concurrentlyWithOthers } from './rules/concurrently-with-others.ts'
import { foreignKeyWithoutNotValid } from './rules/foreign-key-without-not-valid.ts'
import { checkWithoutNotValid } from './rules/check-without-not-valid.ts'
import { validateInSameTransaction } from './rules/validate-in-same-transaction.ts'
import { setNotNullWithoutCheck } from './rules/set-not-null-without-check.ts'
import { primaryKeyOnExistingTable } from './rules/primary-key-on-existing-table.ts'
import { uniqueOnExistingTable } from './rules/unique-on-existing-table.ts'
import { exclusionOnExistingTable } from './rules/exclusion-on-existing-table.ts'
import { columnTypeChanged } from './rules/column-type-changed.ts'
import { serialTypeChange } from './rules/serial-type-change.ts'
import { addedColumnRewritesTable } from './rules/added-column-rewrites-table.ts'
import { requiredColumn } from './rules/required-column.ts'
import { renameColumn } from './rules/rename-column.ts'
import { renameTable } from './rules/rename-table.ts'
import { renameAsDropAndAdd } from './rules/rename-as-drop-and-add.ts'
import { dropColumn } from './rules/drop-column.ts'
import { dropTable } from './rules/drop-table.ts'
import { dropCascade } from './rules/drop-cascade.ts'
import { dropDatabase } from './rules/drop-database.ts'
import { dropNotNull } from './rules/drop-not-null.ts'
import { truncate } from './rules/truncate.ts'
import { rewriteTable } from './rules/rewrite-table.ts'
import { lockTable } from './rules/lock-table.ts'
import { enumRecreated } from './rules/enum-recreated.ts'
import { enumValueUsedTooEarly } from './rules/enum-value-used-too-early.ts'
import { enumValuePosition } from './rules/enum-value-position.ts'
import { domainConstraint } from './rules/domain-constraint.ts'
import { unbatchedWrite } from './rules/unbatched-write.ts'
import { sequenceStartsAtOne } from './rules/sequence-starts-at-one.ts'
import { fileNotAtomic } from './rules/file-not-atomic.ts'
import { notRepeatable } from './rules/not-repeatable.ts'
import { transactionNested } from './rules/transaction-nested.ts'
import { transactionLeftOpen } from './rules/transaction-left-open.ts'
import { needsNewerPostgres } from './rules/needs-newer-postgres.ts'
import { identifierTooLong } from './rules/identifier-too-long.ts'
import { lockTimeoutMissing } from './rules/lock-timeout-missing.ts'
import { statementTimeoutMissing } from './rules/statement-timeout-missing.ts'
import { integer32 } from './rules/integer-32.ts'
import { serial } from './rules/serial.ts'
import { varcharLimit } from './rules/varchar-limit.ts'
import { charType } from './rules/char-type.ts'
import { timestampWithoutZone } from './rules/timestamp-without-zone.ts'
import type { SqlRule } from './sql/rule.ts'

/** Rules that lint-sql.ts keeps itself: a file that is no SQL, and the comments that silence other rules. */
export type FileRuleId = 'syntax-error' | 'allow-invalid' | 'allow-unused'

/** The rules about statements: forgetting one does not compile. */
export const statementRules: Readonly<Record<Exclude<SqlRuleId, FileRuleId>, SqlRule>> = {
  'index-not-concurrent': indexNotConcurrent,
  'drop-index-not-concurrent': dropIndexNotConcurrent,
  'reindex-not-concurrent': reindexNotConcurrent,
  'detach-partition-not-concurrent': detachPartitionNotConcurrent,
  'concurrently-in-transaction': concurrentlyInTransaction,
  'concurrently-with-others': concurrentlyWithOthers,
  'foreign-key-without-not-valid': foreignKeyWithoutNotValid,
  'check-without-not-valid': checkWithoutNotValid,
  'validate-in-same-transaction': validateInSameTransaction,
  'set-not-null-without-check': setNotNullWithoutCheck,
  'primary-key-on-existing-table': primaryKeyOnExistingTable,
  'unique-on-existing-table': uniqueOnExistingTable,
  'exclusion-on-existing-table': exclusionOnExistingTable,
  'column-type-changed': columnTypeChanged,
  'serial-type-change': serialTypeChange,
  'added-column-rewrites-table': addedColumnRewritesTable,
  'required-column': requiredColumn,
  'rename-column': renameColumn,
  'rename-table': renameTable,
  'rename-as-drop-and-add': renameAsDropAndAdd,
  'drop-column': dropColumn,
  'drop-table': dropTable,
  'drop-cascade': dropCascade,
  'drop-database': dropDatabase,
  'drop-not-null': dropNotNull,
  truncate: truncate,
  'rewrite-table': rewriteTable,
  'lock-table': lockTable,
  'enum-recreated': enumRecreated,
  'enum-value-used-too-early': enumValueUsedTooEarly,
  'enum-value-position': enumValuePosition,
  'domain-constraint': domainConstraint,
  'unbatched-write': unbatchedWrite,
  'sequence-starts-at-one': sequenceStartsAtOne,
  'file-not-atomic': fileNotAtomic,
  'not-repeatable': notRepeatable,
  'transaction-nested': transactionNested,
  'transaction-left-open': transactionLeftOpen,
  'needs-newer-postgres': needsNewerPostgres,
  'identifier-too-long': identifierTooLong,
  'lock-timeout-missing': lockTimeoutMissing,
  'statement-timeout-missing': statementTimeoutMissing,
  'integer-32': integer32,
  serial: serial,
  'varchar-limit': varcharLimit,
  'char-type': charType,
  'timestamp-without-zone': timestampWithoutZone,
}

/** How serious a finding of the rule is, and what it is about, in a few words. */
export interface RuleInfo {
  readonly level: Level
  readonly title: string
}

export const ruleInfo: Readonly<Record<RuleId, RuleInfo>> = {
  ...statementRules,
  ...({
    'syntax-error': { level: 'error', title: 'a migration that is no SQL' },
    'allow-invalid': { level: 'error', title: 'a stager:allow without a reason, or of a rule that does not exist' },
    'allow-unused': { level: 'warning', title: 'a stager:allow that silences nothing' },
  } satisfies Record<FileRuleId, RuleInfo>),
  ...({
    'schema-without-plan': { level: 'error', title: 'the schema changed, and no plan or migration says how' },
    'plan-stale': { level: 'error', title: 'a plan that was made from another schema than the base' },
    'plan-conflict': { level: 'error', title: 'two plans in flight that touch the same table' },
    'plan-changed': { level: 'error', title: 'a plan or its migrations are not what was sealed' },
    'plan-old': { level: 'warning', title: 'a plan that was never contracted' },
    'contract-due': { level: 'warning', title: 'a plan that only contract is missing of' },
    'rehearsal-failed': { level: 'error', title: 'a plan that does not do what it says, on a scratch database' },
  } satisfies Record<PlanRuleId, RuleInfo>),
}

export const allRuleIds: readonly RuleId[] = [...sqlRuleIds, ...planRuleIds]
