import type { Backfill, Plan, PlanBundle, SqlBackfill, Step, TypeScriptBackfill, Verification } from '../../src/plan/plan.ts'
import type { MigrationFile } from '../../src/run/history-ports.ts'

export const table = (name: string) => ({ schema: null, name })

/** A step and its file, with the least that a step needs. */
export function step(
  stage: 'expand' | 'contract' | 'undo',
  label: string,
  sql: string,
  more: Partial<Step> = {},
): { readonly step: Step; readonly sql: string } {
  return {
    sql,
    step: {
      id: `${stage}/${label}`,
      label,
      safety: 'additive',
      file: `${stage}/${label}.sql`,
      migration: label,
      transaction: 'allowed',
      locks: [],
      scans: false,
      precheck: [],
      postcheck: [],
      buildsIndex: null,
      ...more,
    },
  }
}

export const check = (sql: string, label = sql) => ({ label, sql })

export const columnExists = (tableName: string, column: string, exists = true) =>
  check(
    `SELECT ${exists ? '' : 'NOT '}EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = '${tableName}' AND column_name = '${column}')`,
    `column ${tableName}.${column} ${exists ? 'exists' : 'is gone'}`,
  )

/** The files of a plan lock as long as `stager.lock_timeout` says. */
export const bounded = (sql: string): string =>
  `BEGIN;\nSELECT set_config('lock_timeout', coalesce(nullif(current_setting('stager.lock_timeout', true), ''), '500ms'), true);\n${sql};\nCOMMIT;\n`

export interface PlanSketch {
  readonly name: string
  readonly timestamp?: string
  readonly tables: readonly string[]
  readonly expand?: readonly ReturnType<typeof step>[]
  readonly contract?: readonly ReturnType<typeof step>[]
  readonly undo?: readonly ReturnType<typeof step>[]
  readonly backfills?: readonly { readonly backfill: Backfill; readonly text: string }[]
  readonly verifications?: readonly Verification[]
}

export function bundle(sketch: PlanSketch): PlanBundle {
  const { name, timestamp = '20260101000000', expand = [], contract = [], undo = [], backfills = [], verifications = [] } = sketch
  const named = (steps: readonly ReturnType<typeof step>[], stage: string): readonly Step[] =>
    steps.map((one, at) => ({ ...one.step, migration: `${name}_${stage}_0${at + 1}_${one.step.label}` }))
  const texts = new Map([...expand, ...contract, ...undo].map((one) => [one.step.file, one.sql]))
  for (const one of backfills) texts.set(one.backfill.file, one.text)
  const plan: Plan = {
    $schema: 'plan.schema.json',
    formatVersion: 1,
    seal: `seal of ${name} ${[...texts.values()].join('').length}`,
    name,
    timestamp,
    stager: '0.1.0',
    from: '',
    to: '',
    changes: [],
    tables: sketch.tables.map(table),
    notes: [],
    expand: { steps: named(expand, 'expand') },
    deploy: { gates: [] },
    backfill: { backfills: backfills.map(({ backfill }) => backfill) },
    contract: { verifications, steps: named(contract, 'contract') },
    undo: { steps: named(undo, 'undo') },
    edits: { expand: [], promote: [], undo: [] },
    files: {},
  }
  return { plan, texts }
}

/** The plan's steps of one stage as folders of prisma/migrations. */
export function placed(
  { plan, texts }: PlanBundle,
  stage: 'expand' | 'contract' | 'undo',
  timestamp = plan.timestamp,
): readonly MigrationFile[] {
  return plan[stage].steps.map((one) => ({ name: `${timestamp}_${one.migration}`, sql: texts.get(one.file) ?? '' }))
}

export function sqlBackfill(
  tableName: string,
  sql: string,
  more: Partial<SqlBackfill> = {},
): { readonly backfill: SqlBackfill; readonly text: string } {
  return {
    text: sql,
    backfill: {
      kind: 'sql',
      id: `fill.${tableName}`,
      label: `fill ${tableName}`,
      table: table(tableName),
      key: [{ name: 'id', type: 'INTEGER' }],
      pending: 'FALSE',
      mustEmpty: true,
      file: `backfill/01_${tableName}.sql`,
      writes: ['n'],
      ...more,
    },
  }
}

export function typescriptBackfill(
  tableName: string,
  more: Partial<TypeScriptBackfill>,
): { readonly backfill: TypeScriptBackfill; readonly text: string } {
  return {
    text: '',
    backfill: {
      kind: 'typescript',
      id: `transform.${tableName}`,
      label: `compute ${tableName}`,
      table: table(tableName),
      key: [{ name: 'id', type: 'INTEGER' }],
      pending: 'FALSE',
      mustEmpty: true,
      file: `backfill/01_${tableName}.ts`,
      read: [],
      writes: [],
      ...more,
    },
  }
}
