import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StagerError, exitCode } from '../errors.ts'
import { formatRehearsal, parseRehearsal } from './format-rehearsal.ts'
import { formatPlan, parsePlan } from './format.ts'
import { exists, isMissing, planFile, planFolder } from './plan-folder.ts'
import type { PlanBundle } from './plan.ts'
import type { Rehearsal } from './rehearsal.ts'
import { renderMarkdown } from './render-markdown.ts'
import { hashFiles, sealPlan, verifySeal } from './seal.ts'
import { makeWholeFolder } from './whole-folder.ts'

const readme = 'README.md'
const rehearsalFile = 'rehearsal.json'

/**
 * Writes a plan's folder: its files, plan.json and README.md. It appears whole or not at all, and never over one that is there
 * (`plan-exists`).
 */
export async function writePlan(directory: string, bundle: PlanBundle): Promise<void> {
  if (await exists(directory)) throw planExists(directory)
  await makeWholeFolder(directory, dirname(directory), (folder) => writeFiles(folder, planTexts(bundle))).catch((error: unknown) => {
    if (['EEXIST', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw planExists(directory)
    throw error
  })
}

/** Everything that a plan's folder holds, by path. */
export const planTexts = (bundle: PlanBundle): ReadonlyMap<string, string> =>
  new Map([
    [readme, renderMarkdown(bundle)],
    ...bundle.texts,
    [planFile, formatPlan(bundle.plan)],
    ...(bundle.rehearsal === undefined ? [] : [[rehearsalFile, formatRehearsal(bundle.rehearsal)] as const]),
  ])

/** Puts what a rehearsal measured into the plan's folder: rehearsal.json, and the README anew. Answers which of them have changed. */
export async function writeRehearsal(directory: string, bundle: PlanBundle, rehearsal: Rehearsal): Promise<readonly string[]> {
  const texts = [
    [rehearsalFile, formatRehearsal(rehearsal)],
    [readme, renderMarkdown({ ...bundle, rehearsal })],
  ] as const
  const there = await Promise.all(texts.map(([path]) => readFile(join(directory, path), 'utf8').catch(() => null)))
  const changed = texts.filter(([, text], at) => there[at] !== text)
  await replaceFiles(directory, changed)
  return changed.map(([path]) => join(directory, path))
}

const planExists = (directory: string): StagerError =>
  new StagerError('plan-exists', `There is a plan at ${directory} already.`, {
    exitCode: exitCode.conflict,
    hint: 'Plan under another name, or remove that folder if nobody has applied it.',
  })

async function writeFiles(directory: string, texts: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(directory, { recursive: true })
  for (const [path, text] of texts) {
    const file = join(directory, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
}

/** A plan with its files, exactly as it was sealed; see `parsePlan` and `verifySeal` for what it throws. */
export async function readPlan(directory: string): Promise<PlanBundle> {
  const bundle = await readUnverified(directory)
  verifySeal(bundle)
  return bundle
}

async function readUnverified(directory: string): Promise<PlanBundle> {
  const path = join(directory, planFile)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (!isMissing(error)) throw error
    throw new StagerError('plan-invalid', `There is no plan.json in ${directory}.`, {
      exitCode: exitCode.conflict,
      hint: 'Restore the folder from version control, or plan again.',
      cause: error,
    })
  })
  const plan = parsePlan(text, path)
  const texts = new Map<string, string>()
  for (const file of Object.keys(plan.files)) {
    await readFile(join(directory, file), 'utf8').then(
      (content) => texts.set(file, content),
      (error: unknown) => {
        // verifySeal names the file that is missing.
        if (!isMissing(error)) throw error
      },
    )
  }
  const measured = await readFile(join(directory, rehearsalFile), 'utf8').then(parseRehearsal, () => null)
  return { plan, texts, ...(measured === null ? {} : { rehearsal: measured }) }
}

/** Takes the files as they are now under the seal, after a review of what was edited. Every file must still be there. */
export async function resealPlan(directory: string): Promise<PlanBundle> {
  const { plan, texts, rehearsal } = await readUnverified(directory)
  const missing = Object.keys(plan.files).find((file) => !texts.has(file))
  if (missing !== undefined) {
    throw new StagerError('plan-changed', `${planFolder(plan)}/${missing} was removed, and a plan cannot be sealed without its files.`, {
      exitCode: exitCode.conflict,
      hint: 'Restore the file from version control.',
      data: { plan: plan.name, file: missing },
    })
  }
  const { seal: _seal, ...rest } = plan
  const bundle: PlanBundle = { plan: sealPlan({ ...rest, files: hashFiles(texts) }), texts, rehearsal }
  verifySeal(bundle)
  await replaceFiles(directory, [
    [readme, renderMarkdown(bundle)],
    [planFile, formatPlan(bundle.plan)],
  ])
  return bundle
}

/** A reader sees the old text of a file or the new one. */
async function replaceFiles(directory: string, texts: readonly (readonly [path: string, text: string])[]): Promise<void> {
  for (const [path, text] of texts) {
    const temporary = join(directory, `.${path}.${randomUUID()}`)
    await writeFile(temporary, text)
    await rename(temporary, join(directory, path))
  }
}
