import type { Verification } from '../plan/plan.ts'
import { sameTable } from '../schema/lookup.ts'
import type { Enum, Schema } from '../schema/model.ts'
import { typeExists } from '../sql/checks.ts'
import { createEnum, dropEnum, unlocked } from '../sql/ddl.ts'
import { ident, literal, tableName } from '../sql/ident.ts'
import { isOldNameView } from '../sql/old-name-view.ts'
import { successorType } from '../sql/successor-type.ts'
import { columnsOf, goneValues, settleValues, valueVerifications } from './enum-rows.ts'
import { displayName } from './names.ts'
import type { ContractPart, Operation, PlanContext } from './operation.ts'
import { enumGroup } from './shadow.ts'
import { staged } from './staged.ts'
import { onlyIf } from './swap/only-if.ts'

const successorOf = ({ before, after }: PlanContext, to: Enum): Enum => ({ ...to, ...successorType([before, after], to, 'stager') })

/** What the old type is called from the swap until it is dropped. */
const retiredOf = ({ before, after }: PlanContext, from: Enum): Enum => ({ ...from, ...successorType([before, after], from, 'stager_old') })

const typeThere = (type: Enum): string => `to_regtype(${literal(tableName(type))}) IS NOT NULL`

/**
 * Row 25 of the catalogue. PostgreSQL cannot take a value out of an enum: another type gets its name, together with its columns, which are shadow
 * columns until then (`changeType`). https://www.postgresql.org/docs/current/datatype-enum.html
 */
export const changeEnum: Operation<'changeEnum'> = {
  kind: 'changeEnum',
  describe: (change) => `enum ${displayName(change.from)} loses ${goneValues(change).join(', ')}`,
  apply: ({ to }, schema) => ({
    ...schema,
    enums: schema.enums.map((type) => (sameTable(type, to) ? { ...type, values: to.values } : type)),
  }),
  applyExpand: ({ to }, schema, context) => ({ ...schema, enums: [...schema.enums, successorOf(context, to)] }),
  plan(change, context) {
    const { from, to } = change
    const name = displayName(from)
    const gone = goneValues(change).join(', ')
    const [successor, retired] = [successorOf(context, to), retiredOf(context, from)]
    return staged({
      expand: [
        {
          slot: 'type',
          table: null,
          key: `createEnum.${displayName(successor)}`,
          label: `create ${displayName(successor)}, which ${name} will be, without ${gone}`,
          safety: 'additive',
          execute: [createEnum(successor)],
          precheck: [],
          postcheck: [typeExists(successor, true)],
        },
      ],
      settlements: settleValues(context, change),
      verifications: [...valueVerifications(context, change), typeDependents(context.before, context.after, from)],
      contract: [
        {
          slot: 'swap',
          table: null,
          group: enumGroup,
          key: `swapEnum.${name}`,
          label: `${displayName(successor)} is ${name} from now on`,
          safety: 'tightening',
          execute: [
            onlyIf(typeThere(successor), [
              unlocked(`ALTER TYPE ${tableName(from)} RENAME TO ${ident(retired.name)}`),
              unlocked(`ALTER TYPE ${tableName(successor)} RENAME TO ${ident(to.name)}`),
            ]),
          ],
          precheck: [typeExists(successor, true)],
          postcheck: [typeExists(successor, false), typeExists(to, true)],
        },
        dropTypePart(retired, `drop ${displayName(retired)}, which ${name} was`),
      ],
      undo: [dropTypePart(successor, `drop enum ${displayName(successor)} again`)],
      gates: [`The new release neither writes ${gone} of ${name} nor finds rows by it: contract takes it from the type.`],
      notes:
        columnsOf(context, change).length === 0
          ? []
          : [
              `Rows that hold ${gone} of ${name} get another value in the backfill stage, or must not be there; where a list holds both values, it holds the new one twice then.`,
            ],
    })
  },
}

const dropTypePart = (type: Enum, label: string): ContractPart => ({
  slot: 'dropType',
  table: null,
  key: `dropEnum.${displayName(type)}`,
  label,
  safety: 'destructive',
  execute: [dropEnum(type)],
  precheck: [],
  postcheck: [typeExists(type, false)],
})

/** What holds the old type besides columns that stager knows: DROP TYPE would stop at it when the rest of contract is done. */
function typeDependents(before: Schema, after: Schema, type: Enum): Verification {
  const names = [tableName(type), `${tableName(type)}[]`]
  const known = [before, after].flatMap(({ tables }) =>
    tables.flatMap((table) =>
      table.columns
        .filter((column) => names.includes(column.type))
        .map((column) => `(a.attrelid = to_regclass(${literal(tableName(table))}) AND a.attname = ${literal(column.name)})`),
    ),
  )
  const attributes = `SELECT 1 FROM pg_catalog.pg_attribute a WHERE (${[...new Set(known), 'false'].join(' OR ')})`
  const from = `FROM pg_catalog.pg_depend d
  WHERE d.refclassid = 'pg_catalog.pg_type'::regclass AND d.deptype <> 'i'
    AND d.refobjid IN (SELECT unnest(ARRAY[y.oid, y.typarray]) FROM pg_catalog.pg_type y WHERE y.oid = to_regtype(${literal(tableName(type))}))
    AND CASE d.classid
      -- The view of a moved table's old name goes before the type does.
      WHEN 'pg_catalog.pg_class'::regclass THEN NOT (${isOldNameView('d.objid')} OR EXISTS (${attributes} AND a.attrelid = d.objid AND a.attnum = d.objsubid))
      WHEN 'pg_catalog.pg_rewrite'::regclass THEN NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_rewrite w WHERE w.oid = d.objid AND ${isOldNameView('w.ev_class')})
      WHEN 'pg_catalog.pg_attrdef'::regclass THEN NOT EXISTS (
        ${attributes} AND EXISTS (SELECT 1 FROM pg_catalog.pg_attrdef f WHERE f.oid = d.objid AND f.adrelid = a.attrelid AND f.adnum = a.attnum))
      WHEN 'pg_catalog.pg_constraint'::regclass THEN NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_constraint c WHERE c.oid = d.objid AND c.conname LIKE 'stager\\_%')
      WHEN 'pg_catalog.pg_proc'::regclass THEN NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_proc p WHERE p.oid = d.objid AND p.proname LIKE 'stager\\_%')
      ELSE true
    END`
  return {
    id: `dependents.${displayName(type)}`,
    kind: 'dependents',
    label: `objects that depend on the enum ${displayName(type)}`,
    table: { schema: type.schema, name: type.name },
    countSql: `SELECT count(DISTINCT (d.classid, d.objid)) ${from}`,
    sampleSql: `SELECT DISTINCT pg_catalog.pg_describe_object(d.classid, d.objid, 0) ${from} LIMIT 10`,
    hint: 'drop or rewrite them in a migration of your own: stager never drops what Prisma cannot see',
  }
}
