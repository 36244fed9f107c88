import type { BackfillStatus, PlanStatus, SeenEvidence } from '../../src/run/status/plan-status.ts'

const at = new Date('2026-11-21T12:00:00.500Z')

const backfill: BackfillStatus = {
  backfill: 'fill.Post.slug',
  label: 'fill slug of Post',
  table: 'Post',
  state: 'running',
  pass: 1,
  visitedRows: 1_200,
  writtenRows: 1_100,
  estimatedRows: 3_000,
  rowsPerSecond: 400,
  batchRows: 250,
  ranges: null,
  holding: null,
  etaSeconds: 5,
  startedAt: new Date('2026-11-21T11:59:57Z'),
  updatedAt: at,
  idleSeconds: 0.2,
  finishedAt: null,
}

const statement = { id: '7', query: 'SELECT "title" FROM "Post"', names: ['Post.title'], access: 'read' } as const
const looks = { after: new Date('2026-11-21T11:58:00Z'), until: new Date('2026-11-21T11:59:00Z') }

const seen: SeenEvidence = {
  at,
  statements: {
    state: 'looked',
    statements: 2,
    hidden: 1,
    total: 1_200,
    sinceDeploy: 3,
    lastGrowth: looks,
    list: [{ ...statement, total: 1_200, sinceDeploy: 3, lastGrowth: looks }],
  },
  writes: { state: 'looked', counters: [{ table: 'Post', columns: ['title'], total: 12, sinceDeploy: 0, lastGrowth: null }] },
  clients: {
    state: 'looked',
    old: 1,
    unknown: 0,
    current: 5,
    unstamped: 2,
    list: [
      {
        processId: 4712,
        applicationName: 'web stager:3f9a0c1b2d4e',
        user: 'app',
        fingerprint: '3f9a0c1b2d4e',
        schema: 'before add_slug',
      },
    ],
  },
  objections: [{ evidence: 'clients', what: '1 connection of clients whose schema has it' }],
}

/** A plan in the middle of its backfill; for what only renders. */
export function samplePlan(more: Partial<PlanStatus> = {}, moreOfBackfill: Partial<BackfillStatus> = {}): PlanStatus {
  const record = { databaseUser: 'app_owner', osUser: 'anna', host: 'ci-3', release: null }
  const steps = [
    { step: 'expand/alter.Post', label: 'add Post.slug', state: 'done', startedAt: at, finishedAt: at, milliseconds: 12 },
  ] as const
  return {
    id: '20261121093000_add_slug',
    name: 'add_slug',
    timestamp: '20261121093000',
    state: 'in_flight',
    hasFolder: true,
    resealed: false,
    stages: [
      {
        stage: 'expand',
        state: 'done',
        record: { ...record, stage: 'expand', startedAt: new Date('2026-11-21T10:00:00Z'), finishedAt: new Date('2026-11-21T10:00:01Z') },
        steps,
      },
      {
        stage: 'deploy',
        state: 'done',
        record: { ...record, stage: 'deploy', startedAt: at, finishedAt: at, release: '4f2c1aa' },
        steps: [],
      },
      { stage: 'backfill', state: 'running', record: { ...record, stage: 'backfill', startedAt: at, finishedAt: null }, steps: [] },
      { stage: 'contract', state: 'pending', record: null, steps: [] },
    ],
    steps: [],
    gates: [{ id: 'deploy', text: 'deploy the application of the transition schema' }],
    evidence: { old: ['Post.title, now headline'], command: 'stager evidence add_slug', seen },
    control: null,
    runner: { processId: 4711, applicationName: 'stager', state: 'active', seconds: 0.1, query: 'UPDATE' },
    backfills: [{ ...backfill, ...moreOfBackfill }],
    verifications: [
      { verification: 'slug', label: 'every Post has a slug', state: 'never', offending: 0n, samples: [], at: null, ageSeconds: null },
    ],
    quarantine: { open: 0, rows: [] },
    contractDue: null,
    next: { command: 'stager status --watch', text: 'its backfill runs now' },
    ...more,
  }
}

/** The database's time of the sample. */
export const sampleTime = at
