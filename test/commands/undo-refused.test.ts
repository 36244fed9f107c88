import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { apply } from '../../src/commands/apply.ts'
import { plan } from '../../src/commands/plan.ts'
import { undo } from '../../src/commands/undo.ts'
import { withDatabase } from '../../src/postgres/connect.ts'
import { createPlanLock } from '../../src/postgres/plan-lock.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { systemClock } from '../../src/run/system-clock.ts'
import { query, schemaDump, withTestDatabase } from '../helpers/database.ts'
import { withPrismaProject } from '../helpers/prisma-cli.ts'

const schema = (fields: string): string =>
  `generator client {\n  provider = "prisma-client"\n  output = "../generated"\n}\n\ndatasource db {\n  provider = "postgresql"\n}\n\nmodel User {\n  id Int @id\n${fields}}\n`
const before = schema('  legacy String\n')

interface Expanded {
  readonly settings: { readonly cwd: string; readonly databaseUrl: string }
  readonly planId: string
  /** The structure before expand. */
  readonly dump: string
  /** What a refusal must leave alone. */
  written(): Promise<readonly string[]>
}

/** A plan that drops a required column, expanded; `newline` is that of schema.prisma. */
const expanded = (work: (project: Expanded) => Promise<void>, newline = '\n'): Promise<void> =>
  withTestDatabase(async (databaseUrl) => {
    const lines = (text: string): string => text.replaceAll('\n', newline)
    const init = await renderDdl([{ path: 'schema.prisma', content: before }])
    await withPrismaProject({ databaseUrl, schema: lines(before), migrations: { '20250101000000_init': init } }, async (project) => {
      await project.deploy()
      const dump = await schemaDump(databaseUrl)
      await writeFile(join(project.directory, 'base.prisma'), lines(before))
      await project.writeSchema(lines(schema('')))
      const settings = { cwd: project.directory, databaseUrl }
      await plan({ ...settings, name: 'leave', from: 'base.prisma', drop: ['User.legacy'] })
      await apply({ ...settings, stage: 'expand' })
      const [planId = ''] = await readdir(join(project.directory, 'stages'))
      const written = async () => [await readFile(project.schemaPath, 'utf8'), ...(await readdir(project.migrationsPath))]
      await work({ settings, planId, dump, written })
    })
  })

test('NULLs of the new release refuse an undo before a file is written, and the way out works', () =>
  expanded(async ({ settings, dump, written }) => {
    await query(settings.databaseUrl, 'INSERT INTO "User" ("id") VALUES (1)')
    const files = await written()
    await expect(undo({ ...settings, yes: true })).rejects.toMatchObject({
      code: 'undo-nulls',
      exitCode: 1,
      message: expect.stringContaining('User.legacy would be required again'),
      hint: expect.stringMatching(/ stager undo leave$/),
    })
    expect(await written()).toEqual(files)
    await query(settings.databaseUrl, `UPDATE "User" SET "legacy" = '' WHERE "legacy" IS NULL`)
    await undo({ ...settings, yes: true })
    expect(await schemaDump(settings.databaseUrl)).toBe(dump)
  }))

test(
  'a backfill that runs refuses an undo before a file is written',
  () =>
    expanded(async ({ settings, planId, written }) => {
      const files = await written()
      await withDatabase(settings.databaseUrl, (database) =>
        database.withSession((session) =>
          createPlanLock(systemClock, 0).withLock(
            session,
            planId,
            { signal: new AbortController().signal, onEvent: () => undefined },
            async () => {
              await expect(undo({ ...settings, yes: true })).rejects.toMatchObject({ code: 'backfill-running', exitCode: 4 })
            },
          ),
        ),
      )
      expect(await written()).toEqual(files)
    }),
  60_000,
)

test('a plan of a schema with CRLF runs as it was sealed', () =>
  expanded(async ({ settings, dump, written }) => {
    expect((await written())[0]).toContain('legacy String? @ignore\r\n')
    await undo({ ...settings, yes: true })
    expect(await schemaDump(settings.databaseUrl)).toBe(dump)
  }, '\r\n'))
