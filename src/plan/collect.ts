import type { SchemaChange } from '../diff/change.ts'
import { carryHidden } from '../operations/carry-hidden.ts'
import { dualWriteTrigger, isCounted, type OldWriteCounter } from '../operations/dual-write-trigger.ts'
import { moveBackPart, oldNameViewPart } from '../operations/move-table.ts'
import { displayName, temporaryName } from '../operations/names.ts'
import type { ContractPart, ExpandPart, PlanContext, Staged } from '../operations/operation.ts'
import { planChange } from '../operations/registry.ts'
import { isJoinTable, shadowName, swapGroup, swapsOf } from '../operations/shadow.ts'
import { staged } from '../operations/staged.ts'
import { whileMoved } from '../operations/while-moved.ts'
import type { SyncRule } from '../operations/sync-rule.ts'
import { findTable } from '../schema/lookup.ts'
import type { TableName } from '../schema/model.ts'
import { triggerExists } from '../sql/checks.ts'
import type { CountedWrites } from './plan.ts'

/** What all changes contribute together, with one trigger a table, and one view a moved table. */
export function collect(changes: readonly SchemaChange[], context: PlanContext): Staged {
  const parts = [...changes.map((change) => planChange(change, context)), carryHidden(context)]
  const all = <K extends keyof Staged>(key: K): Staged[K] =>
    parts.flatMap((part) => part[key] as readonly unknown[]) as unknown as Staged[K]
  const together = staged({
    expand: all('expand'),
    requires: all('requires'),
    sync: all('sync'),
    assignments: all('assignments'),
    transforms: all('transforms'),
    settlements: all('settlements'),
    verifications: all('verifications'),
    contract: all('contract'),
    undo: all('undo'),
    irreversible: all('irreversible'),
    gates: all('gates'),
    notes: all('notes'),
  })
  const triggers = byTable(together.sync).map(({ table, rules }) => triggerParts(table, rules, context))
  const moves = changes.filter((change) => change.kind === 'moveTable')
  return {
    ...together,
    expand: [...together.expand, ...moves.map(oldNameViewPart), ...triggers.flatMap(({ expand }) => expand)],
    contract: [...triggers.flatMap(({ contract }) => contract), ...together.contract],
    undo: [...triggers.flatMap(({ undo }) => undo), ...together.undo, ...moves.map(moveBackPart)].map((part) => whileMoved(changes, part)),
  }
}

function byTable(sync: Staged['sync']): readonly { table: TableName; rules: readonly SyncRule[] }[] {
  const tables = new Map<string, { table: TableName; rules: SyncRule[] }>()
  for (const { table, rule } of sync) {
    const entry = tables.get(displayName(table)) ?? { table, rules: [] }
    entry.rules.push(rule)
    tables.set(displayName(table), entry)
  }
  return [...tables.values()]
}

function triggerParts(
  table: TableName,
  rules: readonly SyncRule[],
  context: PlanContext,
): { expand: readonly ExpandPart[]; contract: readonly ContractPart[]; undo: readonly ContractPart[] } {
  const counter = oldWriteCounter(table, rules, context)
  // A column whose type changes has the old one as long as there is a trigger.
  const types = new Map([
    ...[context.after, context.before]
      .flatMap(({ tables }) => tables.filter(({ schema, name }) => schema === table.schema && name === table.name))
      .flatMap(({ columns }) => columns.map(({ name, type }) => [name, type] as const)),
    ...swapsOf(context, table).map((swap) => [shadowName(context, swap), swap.shadowType] as const),
  ])
  const trigger = dualWriteTrigger(context.tag, table, rules, (column) => types.get(column) ?? '', counter)
  const drop: ContractPart = {
    slot: 'dropTrigger',
    table,
    key: 'dropTrigger',
    label: `drop the dual-write trigger of ${displayName(table)}`,
    safety: 'tightening',
    execute: trigger.drop,
    precheck: [],
    postcheck: trigger.names.map((name) => triggerExists(table, name, false)),
  }
  const relax: readonly ContractPart[] =
    trigger.withoutPending === null
      ? []
      : [
          {
            slot: 'relax',
            table,
            key: 'relaxTrigger',
            label: `the trigger of ${displayName(table)} no longer marks rows as pending: the old application is gone`,
            safety: 'widening',
            execute: [trigger.withoutPending],
            precheck: [],
            postcheck: [],
          },
        ]
  const retire: readonly ContractPart[] =
    trigger.withoutShadows.length === 0
      ? []
      : [
          {
            slot: 'swap',
            table,
            ...swapGroup(context, table),
            key: 'trigger',
            label: `the trigger of ${displayName(table)} no longer fills shadow columns`,
            safety: 'tightening',
            execute: trigger.withoutShadows,
            precheck: [],
            postcheck: rules.every(({ kind }) => kind === 'shadow') ? drop.postcheck : [],
          },
        ]
  const create = {
    table,
    key: 'trigger',
    label: `keep old and new columns of ${displayName(table)} in step by a trigger`,
    safety: 'additive',
    execute: trigger.create,
    precheck: [],
    postcheck: trigger.names.map((name) => triggerExists(table, name, true)),
  } as const
  // A trigger for shadows only ends with them.
  const isForShadows = rules.every(({ kind }) => kind === 'shadow')
  if (isForShadows && isJoinTable(context, table)) return { expand: [], contract: [{ ...create, slot: 'shadow' }, ...retire], undo: [] }
  return {
    expand: [{ ...create, slot: 'alter' }],
    contract: isForShadows ? retire : [...relax, ...retire, drop],
    undo: [drop],
  }
}

/** Counts what the old application still writes, where that can be told. */
function oldWriteCounter(table: TableName, rules: readonly SyncRule[], { tag, before }: PlanContext): OldWriteCounter | null {
  if (!rules.some(isCounted)) return null
  const columns = findTable(before, table)?.columns ?? []
  return {
    sequence: { schema: table.schema, name: temporaryName(tag, table.name, 'old_writes') },
    hasDefault: (name) => columns.some((column) => column.name === name && column.default !== null),
  }
}

/** The counters of a plan. */
export function oldWriteCounters(sync: Staged['sync'], context: PlanContext): readonly CountedWrites[] {
  return byTable(sync).flatMap(({ table, rules }) => {
    const counter = oldWriteCounter(table, rules, context)
    return counter === null
      ? []
      : [{ table: { schema: table.schema, name: table.name }, columns: oldColumns(rules), sequence: counter.sequence }]
  })
}

const oldColumns = (rules: readonly SyncRule[]): readonly string[] => [
  ...new Set(
    rules.flatMap((rule) => {
      if (rule.kind === 'mirror' || rule.kind === 'convert') return [rule.from]
      return rule.kind === 'back' ? rule.old : []
    }),
  ),
]
