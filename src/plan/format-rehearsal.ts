import { z } from 'zod'
import { lockModes } from '../sql/statement.ts'
import { tableName } from './format-schema.ts'
import type { MeasuredStatement, Rehearsal, RehearsalFinding } from './rehearsal.ts'

const stage = z.enum(['expand', 'backfill', 'contract', 'undo'])
const tables = z.array(tableName)

const statement = z.strictObject({
  stage,
  step: z.string(),
  sql: z.string(),
  locks: z.array(z.strictObject({ mode: z.enum(lockModes), table: tableName })),
  blocks: z.enum(['nothing', 'writes', 'reads and writes']),
  locksMeasured: z.boolean(),
  rewrites: tables,
  scans: tables,
  retry: z.enum(['whole step', 'after clean-up', 'goes on']),
}) satisfies z.ZodType<MeasuredStatement>

const finding = z.strictObject({
  kind: z.enum(['lock', 'scan', 'rewrite', 'drift', 'stage']),
  stage: z.enum([...stage.options, 'deploy', 'verify', 'redo']),
  step: z.string().nullable(),
  text: z.string(),
  sql: z.string().nullable(),
  declared: z.enum(lockModes).nullable().optional(),
  measured: z.enum(lockModes).optional(),
}) satisfies z.ZodType<RehearsalFinding>

/** The codec of rehearsal.json. Keys are written in this order. */
const rehearsalSchema = z.strictObject({
  seal: z.string(),
  postgres: z.number(),
  embedded: z.boolean(),
  rows: z.number(),
  undone: z.boolean(),
  statements: z.array(statement),
  findings: z.array(finding),
  notes: z.array(z.string()),
}) satisfies z.ZodType<Rehearsal>

/** The text of rehearsal.json: without times, so that the same plan gives the same text everywhere. */
export function formatRehearsal(rehearsal: Rehearsal): string {
  const statements = rehearsal.statements.map(({ milliseconds: _milliseconds, ...rest }) => rest)
  return `${JSON.stringify(rehearsalSchema.parse({ ...rehearsal, statements }), null, 2)}\n`
}

/** Reads rehearsal.json. It runs nothing and can be made anew at any time, so what cannot be read is as good as missing: null. */
export function parseRehearsal(json: string): Rehearsal | null {
  try {
    return rehearsalSchema.parse(JSON.parse(json))
  } catch {
    return null
  }
}
