import { displayName } from '../names.ts'
import type { PlanContext } from '../operation.ts'
import type { ChangeType } from '../shadow.ts'

const typeChanges = ({ changes }: PlanContext): readonly ChangeType[] =>
  changes.filter((change): change is ChangeType => change.kind === 'changeType')

const described = ({ table, from, to }: ChangeType): string => `${displayName(table)}.${from.name} (${from.type}, then ${to.type})`

/** Said once a plan. Clients of either type work over either column with values that both hold, and with no other. */
export function gatesOf(context: PlanContext, change: ChangeType): readonly string[] {
  const all = typeChanges(context)
  if (all[0] !== change) return []
  return [
    `Until contract ${all.map(described).join(', ')} ${all.length === 1 ? 'has its' : 'have their'} old types in the database: code writes, and filters by, ` +
      `values that both types hold. What only the new type holds waits until contract is done and the release of the promoted schema serves alone.`,
  ]
}

export function notesOf(context: PlanContext, change: ChangeType): readonly string[] {
  const tables = [...new Set(typeChanges(context).map(({ table }) => displayName(table)))]
  if (typeChanges(context)[0] !== change) return []
  return [
    `Sessions that keep named prepared statements over ${tables.join(', ')} fail once on each that returns a column which got its new type ` +
      `("cached plan must not change result type"). Prisma 7 keeps none unless its adapter was given a \`statementNameGenerator\`.`,
    ...(typeChanges(context).some(({ from, to }) => /TZ/.test(from.type) !== /TZ/.test(to.type))
      ? [
          `Timestamps go over as UTC. Prisma Client takes them for UTC too, whatever the session's time zone is: expand refuses unless stager's own sessions are in UTC, ` +
            `and those of the application must be as well.`,
        ]
      : []),
  ]
}
