import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readPlan, resealPlan, writePlan } from '../../src/plan/plan-files.ts'
import { findPlan, listPlans, planFolder } from '../../src/plan/plan-folder.ts'
import { renderMarkdown } from '../../src/plan/render-markdown.ts'
import { sampleBundle } from './sample-plan.ts'

let stages: string
beforeEach(async () => {
  stages = await mkdtemp(join(tmpdir(), 'stager-plans-'))
})
afterEach(() => rm(stages, { recursive: true, force: true }))

const bundle = sampleBundle()
const place = (change: Parameters<typeof sampleBundle>[0] = {}): string => join(stages, planFolder(sampleBundle(change).plan))

describe('writePlan', () => {
  it('writes what readPlan reads', async () => {
    await writePlan(place(), bundle)
    expect(await readPlan(place())).toEqual(bundle)
    expect(await readFile(join(place(), 'README.md'), 'utf8')).toBe(renderMarkdown(bundle))
    expect((await readdir(place())).toSorted()).toEqual([
      'README.md',
      'backfill',
      'before.prisma',
      'contract',
      'expand',
      'plan.json',
      'target.prisma',
      'transition.prisma',
      'undo',
    ])
  })

  it('makes the folder of stages', async () => {
    await writePlan(join(stages, 'deep', 'er', planFolder(bundle.plan)), bundle)
    expect(await readPlan(join(stages, 'deep', 'er', planFolder(bundle.plan)))).toEqual(bundle)
  })

  it('writes over nothing, and leaves nothing behind', async () => {
    await writePlan(place(), bundle)
    await writeFile(join(place(), 'README.md'), 'mine')
    await expect(writePlan(place(), bundle)).rejects.toMatchObject({ code: 'plan-exists', exitCode: 4 })
    expect(await readFile(join(place(), 'README.md'), 'utf8')).toBe('mine')
    expect(await readdir(stages)).toEqual([planFolder(bundle.plan)])
  })

  it('leaves nothing when it fails half way', async () => {
    const broken = { ...bundle, texts: new Map([...bundle.texts, ['plan.json/x', 'a file below a file']]) }
    await expect(writePlan(place(), broken)).rejects.toThrow(/ENOTDIR|EISDIR/)
    expect(await readdir(stages)).toEqual([])
  })

  it('lets one of two at once win', async () => {
    const results = await Promise.allSettled([writePlan(place(), bundle), writePlan(place(), bundle)])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await readPlan(place())).toEqual(bundle)
    expect(await readdir(stages)).toHaveLength(1)
  })
})

describe('readPlan', () => {
  it('refuses what was edited', async () => {
    await writePlan(place(), bundle)
    await writeFile(join(place(), 'expand/01_alter.sql'), 'DROP TABLE "User";')
    await expect(readPlan(place())).rejects.toMatchObject({ code: 'plan-changed', data: { file: 'expand/01_alter.sql' } })
  })

  it('refuses what is gone', async () => {
    await writePlan(place(), bundle)
    await rm(join(place(), 'undo'), { recursive: true })
    await expect(readPlan(place())).rejects.toMatchObject({ code: 'plan-changed', data: { file: 'undo/01_drop.sql' } })
  })

  it('takes files with the line ends of Windows', async () => {
    await writePlan(place(), bundle)
    const file = join(place(), 'expand/01_alter.sql')
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll('\n', '\r\n'))
    await expect(readPlan(place())).resolves.toMatchObject({ plan: { name: 'add_slug' } })
  })

  it('says that there is no plan.json', async () => {
    await expect(readPlan(place())).rejects.toMatchObject({
      code: 'plan-invalid',
      exitCode: 4,
      message: expect.stringContaining('There is no plan.json'),
    })
  })
})

describe('listPlans and findPlan', () => {
  beforeEach(async () => {
    for (const change of [
      { timestamp: '20260203000000', name: 'b' },
      { timestamp: '20260101000000', name: 'a' },
      { timestamp: '20260301000000', name: 'a' },
    ]) {
      await writePlan(place(change), sampleBundle(change))
    }
    await mkdir(join(stages, '20260401000000_empty'))
    await mkdir(join(stages, 'notes'))
    await writeFile(join(stages, 'README.md'), '')
  })

  it('lists the oldest first, and only plans', async () => {
    expect((await listPlans(stages)).map(({ folder }) => folder)).toEqual(['20260101000000_a', '20260203000000_b', '20260301000000_a'])
  })

  it('lists none where there is no folder', async () => {
    expect(await listPlans(join(stages, 'nowhere'))).toEqual([])
  })

  it('finds by name, the newest, or by folder', async () => {
    expect(await findPlan(stages, 'b')).toEqual({
      directory: join(stages, '20260203000000_b'),
      folder: '20260203000000_b',
      timestamp: '20260203000000',
      name: 'b',
    })
    expect(await findPlan(stages, 'a')).toMatchObject({ folder: '20260301000000_a' })
    expect(await findPlan(stages, '20260101000000_a')).toMatchObject({ folder: '20260101000000_a' })
  })

  it('names the plans that there are', async () => {
    await expect(findPlan(stages, 'c')).rejects.toMatchObject({ code: 'plan-unknown', exitCode: 2, hint: 'The plans are a, b, a.' })
    await expect(findPlan(join(stages, 'nowhere'), 'c')).rejects.toMatchObject({ hint: 'Make one with: stager plan --name <name>' })
  })
})

describe('resealPlan', () => {
  it('takes an edit under the seal', async () => {
    await writePlan(place(), bundle)
    const text = '-- reviewed\nALTER TABLE "User" ADD COLUMN "slug" TEXT;\n'
    await writeFile(join(place(), 'expand/01_alter.sql'), text)
    const sealed = await resealPlan(place())
    expect(sealed.plan.seal).not.toBe(bundle.plan.seal)
    expect(await readPlan(place())).toEqual(sealed)
    expect(sealed.texts.get('expand/01_alter.sql')).toBe(text)
    expect(await readFile(join(place(), 'README.md'), 'utf8')).toContain('-- reviewed')
  })

  it('changes nothing when nothing was edited', async () => {
    await writePlan(place(), bundle)
    expect(await resealPlan(place())).toEqual(bundle)
  })

  it('does not seal what is not there', async () => {
    await writePlan(place(), bundle)
    await rm(join(place(), 'target.prisma'))
    await expect(resealPlan(place())).rejects.toMatchObject({ code: 'plan-changed', data: { file: 'target.prisma' } })
  })
})
