import { describe, expect, it } from 'vitest'
import type { Plan, PlanBundle } from '../../src/plan/plan.ts'
import { fileHash, hashFiles, runningFiles, sealOf, sealPlan, verifySeal } from '../../src/plan/seal.ts'
import { sampleBundle, sampleStep, sampleTexts } from './sample-plan.ts'

const bundle = sampleBundle()

const withText = (path: string, text: string | null): PlanBundle => {
  const texts = new Map(bundle.texts)
  if (text === null) texts.delete(path)
  else texts.set(path, text)
  return { plan: bundle.plan, texts }
}

const changed = (file: string) => expect.objectContaining({ code: 'plan-changed', exitCode: 4, data: { plan: 'add_slug', file } })

describe('verifySeal', () => {
  it('takes what was sealed', () => {
    expect(() => verifySeal(bundle)).not.toThrow()
  })

  it.each([...sampleTexts.keys()])('sees an edit of %s', (path) => {
    expect(() => verifySeal(withText(path, `${sampleTexts.get(path) ?? ''} `))).toThrow(changed(path))
  })

  it.each([...sampleTexts.keys()])('sees that %s is gone', (path) => {
    expect(() => verifySeal(withText(path, null))).toThrow(changed(path))
  })

  it('names the plan, the file and the way out', () => {
    expect(() => verifySeal(withText('expand/01_alter.sql', 'DROP TABLE "User";'))).toThrow(
      expect.objectContaining({
        message: '20260102030405_add_slug/expand/01_alter.sql was edited after the plan was sealed, so the plan does not run.',
        hint: 'Undo the edit, or review it and run: stager seal add_slug',
      }),
    )
  })

  it.each<[string, Partial<Plan>]>([
    ['another check', { expand: { steps: [sampleStep('expand', 'alter', { postcheck: [] })] } }],
    ['another name', { timestamp: '20260102030406' }],
    ['a gate less', { deploy: { gates: [] } }],
    ['a verification less', { contract: { ...bundle.plan.contract, verifications: [] } }],
    ['another note', { notes: [] }],
    ['another edit', { edits: { ...bundle.plan.edits, promote: [] } }],
    ['a made-up seal', { seal: 'c'.repeat(64) }],
  ])('sees %s in plan.json', (_what, change) => {
    expect(() => verifySeal({ ...bundle, plan: { ...bundle.plan, ...change } })).toThrow(changed('plan.json'))
  })

  it('sees a file that took its new hash along', () => {
    const path = 'expand/01_alter.sql'
    const forged = withText(path, 'DROP TABLE "User";')
    const files = { ...bundle.plan.files, [path]: fileHash('DROP TABLE "User";') }
    expect(() => verifySeal({ ...forged, plan: { ...bundle.plan, files } })).toThrow(changed('plan.json'))
  })

  it('runs no file that is not under the seal', () => {
    const { 'expand/01_alter.sql': _gone, ...files } = bundle.plan.files
    expect(() => verifySeal({ ...bundle, plan: sealPlan({ ...bundle.plan, files }) })).toThrow(changed('expand/01_alter.sql'))
  })
})

describe('the seal', () => {
  it('does not depend on the order of keys, and not on itself', () => {
    const reversed = Object.fromEntries(Object.entries(bundle.plan).toReversed()) as unknown as Plan
    expect(sealOf(reversed)).toBe(bundle.plan.seal)
    expect(sealOf({ ...bundle.plan, seal: 'x' })).toBe(bundle.plan.seal)
  })

  it('is what docs/formats.md says', () => {
    expect(fileHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  it('does not mind the line ends that Git chose', () => {
    expect(fileHash('a\r\nb\r\n')).toBe(fileHash('a\nb\n'))
    expect(fileHash('a\n')).not.toBe(fileHash('a'))
  })

  it('covers everything that runs', () => {
    expect(runningFiles(bundle.plan)).toEqual([
      'expand/01_alter.sql',
      'contract/01_tighten.sql',
      'undo/01_drop.sql',
      'backfill/01_user_slug.sql',
    ])
    expect(Object.keys(hashFiles(sampleTexts))).toEqual([...sampleTexts.keys()].toSorted())
  })
})
