import { typeExists } from '../sql/checks.ts'
import { dropEnum as dropEnumSql } from '../sql/ddl.ts'
import type { Enum } from '../schema/model.ts'
import { displayName } from './names.ts'
import type { Operation, PlanContext } from './operation.ts'
import { staged } from './staged.ts'

const sorted = ({ values }: Enum): string => JSON.stringify(values.toSorted())

/** A new enum of the same schema with the same values: another name for this one. */
const successorOf = (dropped: Enum, { changes }: PlanContext): Enum | undefined =>
  changes
    .flatMap((change) => (change.kind === 'createEnum' ? [change.enum] : []))
    .find((created) => created.schema === dropped.schema && sorted(created) === sorted(dropped))

function renameForFree(dropped: Enum, context: PlanContext): readonly string[] {
  const successor = successorOf(dropped, context)
  if (successor === undefined) return []
  const map = `\`@@map(${JSON.stringify(dropped.name)})\``
  return [
    `The enum ${displayName(dropped)} is ${displayName(successor)} from now on, and its columns are written anew. If only the name in the code matters, ${map} changes no database at all.`,
  ]
}

/** The columns that used it are gone by then; DROP TYPE without CASCADE refuses otherwise. */
export const dropEnum: Operation<'dropEnum'> = {
  kind: 'dropEnum',
  describe: ({ enum: dropped }) => `drop enum ${displayName(dropped)}`,
  apply: ({ enum: dropped }, schema) => ({
    ...schema,
    enums: schema.enums.filter(({ schema: namespace, name }) => namespace !== dropped.schema || name !== dropped.name),
  }),
  applyExpand: (_change, schema) => schema,
  plan: ({ enum: dropped }, context) =>
    staged({
      notes: renameForFree(dropped, context),
      contract: [
        {
          slot: 'dropType',
          table: null,
          key: `dropEnum.${displayName(dropped)}`,
          label: `drop enum ${displayName(dropped)}`,
          safety: 'destructive',
          execute: [dropEnumSql(dropped)],
          precheck: [],
          postcheck: [typeExists(dropped, false)],
        },
      ],
    }),
}
