import { displayName } from '../operations/names.ts'
import type { Part } from '../operations/operation.ts'
import type { Safety } from './plan.ts'

const severity: Readonly<Record<Safety, number>> = { additive: 0, widening: 1, data: 2, tightening: 3, destructive: 4 }

/** Slots whose parts run as one transaction a table (or a group of the parts' own), so that its lock is taken once. */
export const mergingSlots: ReadonlySet<string> = new Set(['move', 'alter', 'loosen', 'check', 'shadow', 'tighten', 'swap'])

/** One step's worth of parts. */
export interface MergedPart<Slot extends string> extends Part<Slot> {
  /** Unique within the stage. */
  readonly id: string
}

const groupOf = ({ group, table }: Part<string>): string => group ?? (table === null ? '' : displayName(table))

const merge = <Slot extends string>(parts: readonly [Part<Slot>, ...Part<Slot>[]]): MergedPart<Slot> => {
  const [first] = parts
  const where = groupOf(first) === '' ? '' : `.${groupOf(first)}`
  const worst = parts.reduce((left, right) => (severity[right.safety] > severity[left.safety] ? right : left))
  return {
    ...first,
    id: mergingSlots.has(first.slot) ? `${first.slot}${where}` : `${first.slot}${where}.${first.key}`,
    label: parts.map(({ label }) => label).join('; '),
    safety: worst.safety,
    execute: parts.flatMap(({ execute }) => execute),
    precheck: parts.flatMap(({ precheck }) => precheck),
    postcheck: parts.flatMap(({ postcheck }) => postcheck),
  }
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

/** Parts in the order in which they run: by slot, then (where a slot merges) by table or group, then as the changes came. */
export function mergeParts<Slot extends string>(slots: readonly Slot[], parts: readonly Part<Slot>[]): readonly MergedPart<Slot>[] {
  return slots.flatMap((slot) => {
    const mine = parts.filter((part) => part.slot === slot)
    if (!mergingSlots.has(slot)) return mine.map((part) => merge([part]))
    return [...new Set(mine.map(groupOf))].toSorted(compare).flatMap((name) => {
      const [first, ...rest] = mine.filter((part) => groupOf(part) === name)
      return first === undefined ? [] : [merge([first, ...rest])]
    })
  })
}
