import type { Plan, PlanBundle, Step } from '../../src/plan/plan.ts'
import { hashFiles, sealPlan } from '../../src/plan/seal.ts'

const table = { schema: null, name: 'User' }

export const sampleStep = (stage: 'expand' | 'contract' | 'undo', label: string, more: Partial<Step> = {}): Step => ({
  id: `${stage}/${label}.User`,
  label: `${label} of User`,
  safety: 'additive',
  file: `${stage}/01_${label}.sql`,
  migration: `add_slug_${stage}_01_${label}`,
  transaction: 'allowed',
  locks: [{ mode: 'ACCESS EXCLUSIVE', table }],
  scans: false,
  precheck: [],
  postcheck: [{ label: 'it is there', sql: 'SELECT true' }],
  buildsIndex: null,
  ...more,
})

const steps = {
  expand: [sampleStep('expand', 'alter')],
  contract: [sampleStep('contract', 'tighten', { safety: 'tightening' })],
  undo: [sampleStep('undo', 'drop', { safety: 'destructive' })],
}

export const sampleTexts: ReadonlyMap<string, string> = new Map([
  ['before.prisma', 'model User {\n  id Int @id\n}\n'],
  ['transition.prisma', 'model User {\n  id Int @id\n  slug String?\n}\n'],
  ['target.prisma', 'model User {\n  id Int @id\n  slug String\n}\n'],
  ['expand/01_alter.sql', 'ALTER TABLE "User" ADD COLUMN "slug" TEXT;\n'],
  ['contract/01_tighten.sql', 'ALTER TABLE "User" ALTER COLUMN "slug" SET NOT NULL;\n'],
  ['undo/01_drop.sql', 'ALTER TABLE "User" DROP COLUMN "slug";\n'],
  ['backfill/01_user_slug.sql', 'UPDATE "User" AS t\nSET "slug" = t.id::text\nWHERE :key_range AND t."slug" IS NULL\n'],
])

/** A small plan, sealed. `change` edits it before the seal is put on. */
export function sampleBundle(change: Partial<Plan> = {}): PlanBundle {
  const plan = sealPlan({
    $schema: 'https://unpkg.com/stager/dist/plan.schema.json',
    formatVersion: 1,
    name: 'add_slug',
    timestamp: '20260102030405',
    stager: '0.1.0',
    from: 'a'.repeat(64),
    to: 'b'.repeat(64),
    changes: [
      {
        kind: 'addColumn',
        table,
        column: { name: 'slug', field: 'slug', type: 'TEXT', nullable: false, default: null, clientDefault: null },
        fill: { kind: 'expression', sql: 'id::text', sources: ['id'] },
      },
    ],
    tables: [table],
    notes: ['The old application | reads *NULL*.'],
    expand: { steps: steps.expand },
    deploy: { gates: [{ id: 'old-release-gone', text: 'No process of the old release is left.' }] },
    backfill: {
      backfills: [
        {
          kind: 'sql',
          id: 'fill.User',
          label: 'fill slug of User',
          table,
          key: [{ name: 'id', type: 'INTEGER' }],
          pending: 't."slug" IS NULL',
          mustEmpty: true,
          file: 'backfill/01_user_slug.sql',
          writes: ['slug'],
        },
      ],
    },
    contract: {
      verifications: [
        {
          id: 'nulls.User.slug',
          label: 'rows of User with NULL in slug',
          table,
          countSql: 'SELECT count(*) FROM "User" WHERE "slug" IS NULL',
          sampleSql: 'SELECT id::text FROM "User" WHERE "slug" IS NULL LIMIT 10',
          hint: 'run `stager apply --stage backfill` again',
        },
      ],
      steps: steps.contract,
    },
    undo: { steps: steps.undo },
    edits: {
      expand: [{ block: 'model User', member: 'field slug', from: null, to: '  slug String?', after: 'field id', file: null }],
      promote: [{ block: 'model User', member: 'field slug', from: '  slug String?', to: '  slug String', after: null, file: null }],
      undo: [{ block: 'model User', member: 'field slug', from: '  slug String?', to: null, after: null, file: null }],
    },
    files: hashFiles(sampleTexts),
    ...change,
  })
  return { plan, texts: sampleTexts }
}
