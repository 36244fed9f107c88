import { watch } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { planMigrations, readMigrations, writeMigrations, type MigrationFile } from '../../src/plan/migrations-folder.ts'
import { nextTimestamp } from '../../src/plan/timestamp.ts'
import { sampleBundle } from './sample-plan.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stager-migrations-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('readMigrations', () => {
  it('reads them in code unit order, with the checksum that Prisma records', async () => {
    await writeMigrations(folder, [
      { name: '20260102000000_b', sql: 'SELECT 2;' },
      { name: '20260102000000_B', sql: 'SELECT 1;' },
      { name: '0_init', sql: 'abc' },
    ])
    await writeFile(join(folder, 'migration_lock.toml'), 'provider = "postgresql"')
    const migrations = await readMigrations(folder)
    expect(migrations.map(({ name }) => name)).toEqual(['0_init', '20260102000000_B', '20260102000000_b'])
    expect(migrations[0]).toEqual({
      name: '0_init',
      path: join(folder, '0_init', 'migration.sql'),
      sql: 'abc',
      checksum: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    })
  })

  it('says where there is no folder', async () => {
    await expect(readMigrations(join(folder, 'nowhere'))).rejects.toMatchObject({
      code: 'migrations-not-found',
      exitCode: 2,
      hint: expect.stringContaining('prisma migrate dev'),
    })
  })

  it('says which migration has no file', async () => {
    await mkdir(join(folder, '20260101000000_x'))
    await expect(readMigrations(folder)).rejects.toMatchObject({
      code: 'migration-incomplete',
      message: expect.stringContaining('20260101000000_x'),
    })
  })
})

describe('writeMigrations', () => {
  it('shows Prisma whole migrations only, and removes what a killed process left beside them', async () => {
    const directory = join(folder, 'migrations')
    const leftover = join(folder, '.20260101000000_a.00000000-0000-4000-8000-000000000000')
    const recent = join(folder, '.20260101000000_b.00000000-0000-4000-8000-000000000000')
    for (const path of [directory, leftover, recent]) await mkdir(path)
    await utimes(leftover, 0, 0)
    const seen = new Set<string>()
    const watcher = watch(directory, (_, name) => seen.add(name ?? ''))
    try {
      await writeMigrations(directory, [{ name: '20260101000000_c', sql: 'SELECT 1;' }])
      await expect.poll(() => [...seen]).toEqual(['20260101000000_c'])
    } finally {
      watcher.close()
    }
    expect(await readdir(folder)).toEqual([basename(recent), 'migrations'])
    expect((await readMigrations(directory)).map(({ sql }) => sql)).toEqual(['SELECT 1;'])
  })

  it('may be repeated', async () => {
    const migrations = [{ name: '1_a', sql: 'SELECT 1;' }]
    await writeMigrations(folder, migrations)
    await writeMigrations(folder, [...migrations, { name: '2_b', sql: 'SELECT 2;' }])
    expect(await readdir(folder)).toEqual(['1_a', '2_b'])
  })

  it('writes nothing when one of them is there with other SQL', async () => {
    await writeMigrations(folder, [{ name: '2_b', sql: 'SELECT 2;' }])
    await expect(
      writeMigrations(folder, [
        { name: '1_a', sql: 'SELECT 1;' },
        { name: '2_b', sql: 'SELECT 3;' },
      ]),
    ).rejects.toMatchObject({ code: 'migration-exists', exitCode: 4 })
    expect((await readMigrations(folder)).map(({ sql }) => sql)).toEqual(['SELECT 2;'])
  })

  it('makes the folder', async () => {
    await writeMigrations(join(folder, 'a', 'b'), [{ name: '1_a', sql: '' }])
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['1_a'])
  })
})

describe('planMigrations', () => {
  const { plan } = sampleBundle()
  const migration = (name: string): MigrationFile => ({ name, path: '', sql: '', checksum: '' })
  const placed = (...names: readonly string[]) => {
    const { expand, contract, undo } = planMigrations(plan, names.map(migration))
    return [...expand, ...contract, ...undo].map((one) => one.migration?.name ?? null)
  }

  it('finds each step by the exact name behind the timestamp', () => {
    expect(placed('20260102030405_add_slug_expand_01_alter', '20260105000000_add_slug_contract_01_tighten')).toEqual([
      '20260102030405_add_slug_expand_01_alter',
      '20260105000000_add_slug_contract_01_tighten',
      null,
    ])
  })

  it.each([
    'add_slug_expand_01_alter',
    '2026_add_slug_expand_01_alter',
    '20260102030405_x_add_slug_expand_01_alter',
    '20260102030405_add_slug_expand_01_alter_x',
    '20260102030404_add_slug_expand_01_alter',
  ])('does not take %s', (name) => {
    expect(placed(name)).toEqual([null, null, null])
  })

  it('takes its own, not those of a later plan of that name', () => {
    expect(
      placed(
        '20250101000000_add_slug_expand_01_alter',
        '20260102030405_add_slug_expand_01_alter',
        '20270101000000_add_slug_expand_01_alter',
      )[0],
    ).toBe('20260102030405_add_slug_expand_01_alter')
  })
})

describe('nextTimestamp', () => {
  const now = new Date('2026-11-21T09:30:00.999Z')

  it.each<[readonly string[], string]>([
    [[], '20261121093000'],
    [['20261121092959_x'], '20261121093000'],
    [['20261121093000_x', '20250101000000_y'], '20261121093001'],
    [['20261231235959_clock_ahead'], '20270101000000'],
    [['20260228235960_no_date_but_older'], '20261121093000'],
    [['20269999999999_no_date'], '20270000000000'],
    [['0_init', 'init', 'migration_lock.toml', '999999999999999_x'], '20261121093000'],
  ])('after %j is %s', (names, expected) => {
    expect(nextTimestamp(now, names)).toBe(expected)
  })

  it('is in UTC', () => {
    expect(nextTimestamp(new Date('2026-01-01T00:30:00+02:00'), [])).toBe('20251231223000')
  })
})
