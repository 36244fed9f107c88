import { z } from 'zod'
import type { AnsweredQuestion } from '../diff/question.ts'
import { StagerError, exitCode } from '../errors.ts'
import type { SchemaEdit } from '../schema/edit.ts'
import type { TableSize } from '../schema/hidden.ts'
import { lockModes, type Check, type TableLock } from '../sql/statement.ts'
import { schemaChange } from './format-change.ts'
import { tableName, textList } from './format-schema.ts'
import type { Backfill, BackfillColumn, ChainAnswers, CountedWrites, Gate, Plan, PlanChain, Step, Verification } from './plan.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is no lower-case hex SHA-256')

/** Relative, with `/`, and never out of the plan's folder. */
const path = z
  .string()
  .regex(/^(?![/\\])(?!(?:.*[/\\])?\.\.(?:[/\\]|$))(?!.*[\\:]).+$/, "is no path inside the plan's folder")
  .describe("Relative to the plan's folder.")

/** Becomes part of a folder's name. */
const fileSafe = z.string().regex(/^[\w-][\w.-]*$/, 'has characters that no folder should have in its name')

const check = z
  .strictObject({
    label: z.string(),
    sql: z.string(),
    noNullsIn: z.strictObject({ table: tableName, column: z.string() }).optional(),
  })
  .meta({ id: 'Check' }) satisfies z.ZodType<Check>

const lock = z.strictObject({ mode: z.enum(lockModes), table: tableName }).meta({ id: 'TableLock' }) satisfies z.ZodType<TableLock>

const step = z
  .strictObject({
    id: z.string(),
    label: z.string(),
    safety: z.enum(['additive', 'widening', 'data', 'tightening', 'destructive']),
    file: path,
    migration: fileSafe.describe('The name of its Prisma migration, without the timestamp.'),
    transaction: z.enum(['allowed', 'forbidden']),
    locks: z.array(lock),
    scans: z.boolean(),
    precheck: z.array(check),
    postcheck: z.array(check),
    buildsIndex: z.strictObject({ table: tableName, name: z.string() }).nullable(),
  })
  .meta({ id: 'Step' }) satisfies z.ZodType<Step>

const gate = z.strictObject({ id: z.string(), text: z.string() }).meta({ id: 'Gate' }) satisfies z.ZodType<Gate>

const backfillColumn = z
  .strictObject({
    field: z.string(),
    column: z.string(),
    type: z.string(),
    names: z
      .record(z.string(), z.string())
      .optional()
      .describe("Prisma's names of an enum's values, by the database's, where they differ."),
  })
  .meta({ id: 'BackfillColumn' }) satisfies z.ZodType<BackfillColumn>

const keyColumns = z.array(z.strictObject({ name: z.string(), type: z.string() })).min(1)

const backfillBase = {
  id: z.string(),
  label: z.string(),
  table: tableName,
  key: keyColumns,
  pending: z.string().describe('A predicate over alias t: the row still needs work.'),
  mustEmpty: z.boolean(),
  file: path,
  replaces: keyColumns.optional().describe('Columns whose old values are kept until the plan is over; undo puts them back.'),
}

const backfill = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('sql'), ...backfillBase, writes: textList }),
    z.strictObject({ kind: z.literal('typescript'), ...backfillBase, read: z.array(backfillColumn), writes: z.array(backfillColumn) }),
  ])
  .meta({ id: 'Backfill' }) satisfies z.ZodType<Backfill>

const countedWrites = z.strictObject({ table: tableName, columns: textList, sequence: tableName }).meta({
  id: 'CountedWrites',
  description: 'A sequence that counts what the old application still writes.',
}) satisfies z.ZodType<CountedWrites>

const verification = z
  .strictObject({
    id: z.string(),
    kind: z.literal('dependents').optional(),
    label: z.string(),
    table: tableName,
    countSql: z.string(),
    sampleSql: z.string(),
    hint: z.string(),
  })
  .meta({ id: 'Verification' }) satisfies z.ZodType<Verification>

const edit = z
  .strictObject({
    block: z.string(),
    member: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    after: z.string().nullable(),
    file: z.string().nullable(),
  })
  .meta({ id: 'SchemaEdit' }) satisfies z.ZodType<SchemaEdit>

const size = z
  .strictObject({ table: tableName, rows: z.number().nonnegative(), bytes: z.number().nonnegative() })
  .meta({ id: 'TableSize' }) satisfies z.ZodType<TableSize>

const edits = z.array(edit)

const flagValues = textList.optional()

const answerFlags = z
  .strictObject({
    rename: flagValues,
    drop: flagValues,
    fill: flagValues,
    down: flagValues,
    duplicates: flagValues,
    orphans: flagValues,
    mapValue: flagValues,
  })
  .meta({ id: 'Answers' })
  .describe('As the flags of `stager plan` take them.') satisfies z.ZodType<ChainAnswers>

const question = z
  .strictObject({
    text: z.string(),
    answers: z.array(z.strictObject({ flag: z.string(), text: z.string() })).describe('What could have been answered.'),
    answer: z.string().describe('The flag that was.'),
  })
  .meta({ id: 'Question' }) satisfies z.ZodType<AnsweredQuestion>

const chain = z
  .strictObject({
    edits: edits.describe("From this plan's target schema to the one that was wanted."),
    answers: answerFlags,
  })
  .meta({ id: 'PlanChain' }) satisfies z.ZodType<PlanChain>

/** The codec of plan.json. Keys are written in this order. */
export const planSchema = z.strictObject({
  $schema: z.string(),
  formatVersion: z.literal(1),
  seal: sha256,
  name: fileSafe,
  timestamp: z.string().regex(/^\d{14}$/, 'is no yyyymmddhhmmss'),
  stager: z.string(),
  from: sha256,
  to: sha256,
  changes: z.array(schemaChange),
  tables: z.array(tableName),
  notes: textList,
  sizes: z.array(size).min(1).optional().describe('As large as the database said that was asked when the plan was made.'),
  expand: z.strictObject({
    requires: z.array(verification).min(1).optional().describe('Counts that must be 0 when expand begins.'),
    steps: z.array(step),
  }),
  deploy: z.strictObject({ gates: z.array(gate), counters: z.array(countedWrites).min(1).optional() }),
  backfill: z.strictObject({ backfills: z.array(backfill) }),
  contract: z.strictObject({ verifications: z.array(verification), steps: z.array(step) }),
  undo: z.strictObject({
    steps: z.array(step),
    irreversible: z.array(check).min(1).optional().describe('Where one of these holds, undo refuses: the label is the reason.'),
  }),
  edits: z.strictObject({ expand: edits, promote: edits, undo: edits }),
  answers: answerFlags.optional(),
  questions: z.array(question).min(1).optional().describe('What had to be answered, in the order in which it is asked.'),
  chain: chain.optional(),
  files: z.record(path, sha256),
}) satisfies z.ZodType<Plan>

const invalid = (file: string, what: string, cause: unknown, hint: string): StagerError =>
  new StagerError('plan-invalid', `${file} ${what}.`, { exitCode: exitCode.conflict, hint, cause })

/** Reads plan.json. `file` is its path, for messages. Throws `plan-invalid`, which names the place in the JSON. */
export function parsePlan(json: string, file = 'plan.json'): Plan {
  const hint = 'Restore the file from version control, or plan again.'
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    throw invalid(file, `is not JSON: ${error instanceof Error ? error.message : String(error)}`, error, hint)
  }
  const version = (value as { readonly formatVersion?: unknown } | null)?.formatVersion
  if (typeof version === 'number' && version > 1) {
    throw invalid(
      file,
      `has format ${String(version)}, and this stager reads format 1`,
      undefined,
      'Install the version of stager that made the plan, or a newer one.',
    )
  }
  const result = planSchema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const where = (issue?.path ?? [])
    .map((key) => (typeof key === 'number' ? `[${String(key)}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '')
  const what = (issue?.message ?? 'is not understood').replace(/^[A-Z]/, (letter) => letter.toLowerCase())
  throw invalid(file, `is no plan that stager understands: ${where === '' ? 'the plan' : where}: ${what}`, result.error, hint)
}

/** The text of plan.json: two spaces, the codec's order of keys, a line end. What it writes, `parsePlan` reads. */
export const formatPlan = (plan: Plan): string => `${JSON.stringify(planSchema.parse(plan), null, 2)}\n`
