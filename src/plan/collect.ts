import type { SchemaChange } from '../diff/change.ts'
import { dualWriteTrigger } from '../operations/dual-write-trigger.ts'
import { displayName } from '../operations/names.ts'
import type { ContractPart, ExpandPart, PlanContext, Staged } from '../operations/operation.ts'
import { planChange } from '../operations/registry.ts'
import { staged } from '../operations/staged.ts'
import type { SyncRule } from '../operations/sync-rule.ts'
import type { TableName } from '../schema/model.ts'
import { triggerExists } from '../sql/checks.ts'

/** What all changes contribute together, with one trigger a table. */
export function collect(changes: readonly SchemaChange[], context: PlanContext): Staged {
  const parts = changes.map((change) => planChange(change, context))
  const all = <K extends keyof Staged>(key: K): Staged[K] =>
    parts.flatMap((part) => part[key] as readonly unknown[]) as unknown as Staged[K]
  const together = staged({
    expand: all('expand'),
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
  return {
    ...together,
    expand: [...together.expand, ...triggers.map(({ expand }) => expand)],
    contract: [...triggers.flatMap(({ contract }) => contract), ...together.contract],
    undo: [...together.undo, ...triggers.map(({ undo }) => undo)],
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
): { expand: ExpandPart; contract: readonly ContractPart[]; undo: ContractPart } {
  const types = new Map(
    [context.before, context.after]
      .flatMap(({ tables }) => tables.filter(({ schema, name }) => schema === table.schema && name === table.name))
      .flatMap(({ columns }) => columns.map(({ name, type }) => [name, type] as const)),
  )
  const trigger = dualWriteTrigger(context.tag, table, rules, (column) => types.get(column) ?? '')
  const drop: ContractPart = {
    slot: 'dropTrigger',
    table,
    key: 'dropTrigger',
    label: `drop the dual-write trigger of ${displayName(table)}`,
    safety: 'tightening',
    execute: trigger.drop,
    precheck: [],
    postcheck: [triggerExists(table, trigger.name, false)],
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
  return {
    expand: {
      slot: 'alter',
      table,
      key: 'trigger',
      label: `keep old and new columns of ${displayName(table)} in step by a trigger`,
      safety: 'additive',
      execute: trigger.create,
      precheck: [],
      postcheck: [triggerExists(table, trigger.name, true)],
    },
    contract: [...relax, drop],
    undo: drop,
  }
}
