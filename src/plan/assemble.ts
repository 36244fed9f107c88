import type { SchemaChange } from '../diff/change.ts'
import type { AnsweredQuestion } from '../diff/question.ts'
import { contractSlots, expandSlots, type Part, type PlanContext } from '../operations/operation.ts'
import { afterMoves } from '../operations/moves.ts'
import { displayName } from '../operations/names.ts'
import type { HiddenObject, TableSize } from '../schema/hidden.ts'
import { schemaHash } from '../schema/hash.ts'
import type { Schema, TableName } from '../schema/model.ts'
import { planBackfills } from './backfills.ts'
import { collect, oldWriteCounters } from './collect.ts'
import { fileName } from './file-name.ts'
import { mergeParts, mergingSlots, type MergedPart } from './merge-parts.ts'
import type { ChainAnswers, Plan, PlanBundle, PlanChain, Step, Verification } from './plan.ts'
import { renderGuardSql, renderStepSql, strongestLocks } from './render-sql.ts'
import { restoreParts } from './restore.ts'
import { fileHash, sealPlan } from './seal.ts'
import { statementTables } from '../sql/parse.ts'

export interface AssembleInput {
  readonly before: Schema
  readonly after: Schema
  readonly changes: readonly SchemaChange[]
  readonly name: string
  /** yyyymmddhhmmss, UTC. */
  readonly timestamp: string
  /** stager's version. */
  readonly version: string
  /** The text of each TypeScript transform, by `transformKey`. */
  readonly transforms: ReadonlyMap<string, string>
  readonly schemas: { readonly before: string; readonly transition: string; readonly target: string }
  readonly edits: Plan['edits']
  /** What a database was found to have besides; null where none was asked. */
  readonly hidden?: readonly HiddenObject[] | null
  /** How large the plan's tables are there. */
  readonly sizes?: readonly TableSize[]
  /** To be said besides what the changes say. */
  readonly notes?: readonly string[]
  /** The answers that were given, as the values of their flags. */
  readonly answers?: ChainAnswers
  /** What was asked for them. */
  readonly questions?: readonly AnsweredQuestion[]
  /** What is left for a second plan. */
  readonly chain?: PlanChain | null
}

/** What operations know of the plan that they are part of. */
export const planContext = ({
  before,
  after,
  changes,
  timestamp,
  hidden = null,
}: Pick<AssembleInput, 'before' | 'after' | 'changes' | 'timestamp' | 'hidden'>): PlanContext => ({
  before: afterMoves(changes, before),
  after,
  changes,
  tag: `stager_${timestamp}`,
  hidden,
})

interface StepFile {
  readonly step: Step
  readonly text: string
}

const toStep =
  (planName: string, stage: 'expand' | 'contract' | 'undo') =>
  (part: MergedPart<string>, at: number): StepFile => {
    const number = String(at + 1).padStart(2, '0')
    const label = fileName(...wordsOf(part))
    return {
      text: renderStepSql(part),
      step: {
        id: `${stage}/${part.id}`,
        label: part.label,
        safety: part.safety,
        file: `${stage}/${number}_${label}.sql`,
        migration: `${planName}_${stage}_${number}_${label}`,
        transaction: part.execute.some(({ transaction }) => transaction === 'forbidden') ? 'forbidden' : 'allowed',
        locks: strongestLocks(part.execute),
        scans: part.execute.some(({ scans }) => scans),
        precheck: part.precheck,
        postcheck: part.postcheck,
        buildsIndex: part.buildsIndex === undefined || part.table === null ? null : { table: nameOf(part.table), name: part.buildsIndex },
      },
    }
  }

/** `alter_user`, `create_index_user_email_key`: a merged step is named after its table, another one after its part. */
function wordsOf({ slot, table, key }: MergedPart<string>): readonly string[] {
  const name = table?.name ?? ''
  if (mergingSlots.has(slot)) return [slot, name]
  const [verb = '', ...object] = key.split('.')
  const about = object.join('_')
  return about.startsWith(name) ? [verb, about] : [verb, name, about]
}

const nameOf = ({ schema, name }: TableName): TableName => ({ schema, name })

const guardPart: Part<'guard'> = {
  slot: 'guard',
  table: null,
  key: 'guard',
  label: 'refuse while the data is incomplete',
  safety: 'additive',
  execute: [],
  precheck: [],
  postcheck: [],
}

function contractSteps(name: string, parts: readonly MergedPart<string>[], verifications: readonly Verification[]): readonly StepFile[] {
  if (parts.length === 0) return []
  const rows = verifications.filter(({ kind }) => kind !== 'dependents')
  if (rows.length === 0) return parts.map(toStep(name, 'contract'))
  const guard = { ...guardPart, id: 'guard' }
  const relaxing = parts.filter(({ slot }) => slot === 'relax')
  const others = parts.filter(({ slot }) => slot !== 'relax')
  return [...relaxing, guard, ...others].map(toStep(name, 'contract')).map(({ step, text }) =>
    step.id === 'contract/guard'
      ? {
          step: {
            ...step,
            scans: true,
            locks: distinctTables(rows.flatMap(tablesRead)).map((table) => ({ mode: 'ACCESS SHARE', table })),
          },
          text: renderGuardSql(rows),
        }
      : { step, text },
  )
}

/** A count may ask other tables, too: what a foreign key refers to. */
const tablesRead = ({ table, countSql }: Verification): readonly TableName[] => [table, ...(statementTables(countSql) ?? [])]

/** An undo is always on record, also where expand left the database as it was: that is how other checkouts and databases know. */
function undoSteps(name: string, parts: readonly MergedPart<string>[]): readonly StepFile[] {
  if (parts.length > 0) return parts.map(toStep(name, 'undo'))
  const { step } = toStep(name, 'undo')({ ...guardPart, id: 'record', key: 'record', label: 'record that the plan was taken back' }, 0)
  return [{ step, text: '-- Expand changed nothing in the database: this only records that the plan was taken back.\nSELECT 1;\n' }]
}

/** Prisma does not look at a schema that holds nothing, and something of somebody else's may live in it. */
const leftBehind = (before: Schema, after: Schema): readonly string[] =>
  before.schemas
    .filter((name) => !after.schemas.includes(name))
    .map((name) => `The PostgreSQL schema ${name} stays, without tables and enums of Prisma's: drop it by hand when nothing else is in it.`)

export const touchedTables = (changes: readonly SchemaChange[]): readonly TableName[] => {
  const tables = changes.flatMap((change) => {
    if (!('table' in change)) return []
    return [nameOf(change.table), ...(change.kind === 'moveTable' ? [nameOf(change.from)] : [])]
  })
  return distinctTables(tables)
}

const distinctTables = (tables: readonly TableName[]): readonly TableName[] => [
  ...new Map(tables.map((table) => [displayName(table), table])).values(),
]

/** Puts a plan together from the changes. Pure: the same input gives the same plan, byte for byte. */
export function assemblePlan(input: AssembleInput): PlanBundle {
  const { changes, name, before, after } = input
  const context = planContext(input)
  const all = collect(changes, context)
  const counters = oldWriteCounters(all.sync, context)
  const expand = mergeParts(expandSlots, all.expand).map(toStep(name, 'expand'))
  const backfills = planBackfills(context, all, input.transforms)
  const contract = contractSteps(name, mergeParts(contractSlots, all.contract), all.verifications)
  const restore = restoreParts(
    context,
    `${input.timestamp}_${name}`,
    backfills.map(({ backfill }) => backfill),
  )
  const undo = undoSteps(name, mergeParts(contractSlots, [...all.undo, ...restore]))
  const texts = new Map<string, string>([
    ['before.prisma', input.schemas.before],
    ['transition.prisma', input.schemas.transition],
    ['target.prisma', input.schemas.target],
    ...[...expand, ...contract, ...undo].map(({ step, text }) => [step.file, text] as const),
    ...backfills.map(({ backfill, text }) => [backfill.file, text] as const),
  ])
  const plan = sealPlan({
    $schema: 'https://unpkg.com/stager/dist/plan.schema.json',
    formatVersion: 1,
    name,
    timestamp: input.timestamp,
    stager: input.version,
    from: schemaHash(before),
    to: schemaHash(after),
    changes,
    tables: touchedTables(changes),
    notes: [...(input.notes ?? []), ...all.notes, ...leftBehind(before, after)],
    ...(input.sizes === undefined || input.sizes.length === 0 ? {} : { sizes: input.sizes }),
    expand: { ...(all.requires.length === 0 ? {} : { requires: all.requires }), steps: expand.map(({ step }) => step) },
    deploy: {
      gates: [
        {
          id: 'old-release-gone',
          text: 'The release that was built from the transition schema serves all traffic, and no process of the release before it is left.',
        },
        ...all.gates.map((text, at) => ({ id: `note-${String(at + 1)}`, text })),
      ],
      ...(counters.length === 0 ? {} : { counters }),
    },
    backfill: { backfills: backfills.map(({ backfill }) => backfill) },
    contract: { verifications: all.verifications, steps: contract.map(({ step }) => step) },
    undo: {
      steps: undo.map(({ step }) => step),
      ...(all.irreversible.length === 0 ? {} : { irreversible: all.irreversible }),
    },
    edits: input.edits,
    ...(input.answers === undefined || Object.keys(input.answers).length === 0 ? {} : { answers: input.answers }),
    ...(input.questions === undefined || input.questions.length === 0 ? {} : { questions: input.questions }),
    ...(input.chain === undefined || input.chain === null ? {} : { chain: input.chain }),
    files: Object.fromEntries([...texts].map(([path, text]) => [path, fileHash(text)])),
  })
  return { plan, texts }
}
