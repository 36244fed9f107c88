import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

import { runExpand } from '../../src/run/run-expand.ts'
import { query, withTestDatabase } from '../helpers/database.ts'
import { engineDrift, noDrift } from '../helpers/engine-drift.ts'
import { withRun } from '../run/run-helper.ts'

const ownFile = (path: string): string => fileURLToPath(new URL(`../../prisma/${path}`, import.meta.url))

describe("stager's own tables", () => {
  it('are what prisma/schema.prisma says', () =>
    withTestDatabase(async (url) => {
      const drift = await engineDrift({ databaseUrl: url, schemaPath: ownFile('schema.prisma'), migrationsPath: ownFile('migrations') })
      expect(drift.migrations).toBe('')
    }))

  it('and what stager records of migrations are nothing that Prisma objects to', () =>
    withRun(async ({ url, context }) => {
      const folder = mkdtempSync(join(tmpdir(), 'stager-history-'))
      try {
        const schemaPath = join(folder, 'schema.prisma')
        writeFileSync(
          schemaPath,
          'datasource db {\n  provider = "postgresql"\n}\n\nmodel Post {\n  id    Int    @id\n  title String @default("ä")\n\n  @@index([title])\n}\n',
        )
        const migrations = [
          {
            name: '20260101000000_init',
            sql: `CREATE TABLE "Post" ("id" INTEGER NOT NULL, "title" TEXT NOT NULL DEFAULT 'ä', CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));\n`,
          },
          { name: '20260102000000_index', sql: 'CREATE INDEX CONCURRENTLY "Post_title_idx" ON "Post"("title");\n' },
        ]
        const migrationsPath = join(folder, 'migrations')
        for (const { name, sql } of migrations) {
          mkdirSync(join(migrationsPath, name), { recursive: true })
          writeFileSync(join(migrationsPath, name, 'migration.sql'), sql)
        }
        writeFileSync(join(migrationsPath, 'migration_lock.toml'), 'provider = "postgresql"\n')
        await runExpand(context, { bundles: [], migrations })
        expect(await engineDrift({ databaseUrl: url, schemaPath, migrationsPath })).toEqual(noDrift)
        const [row] = await query(
          url,
          'SELECT id, logs, rolled_back_at, started_at <= finished_at AS ordered FROM _prisma_migrations LIMIT 1',
        )
        expect(row).toMatchObject({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), logs: null, rolled_back_at: null, ordered: true })
      } finally {
        rmSync(folder, { recursive: true })
      }
    }))
})
