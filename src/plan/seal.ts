import { createHash } from 'node:crypto'
import { StagerError, exitCode } from '../errors.ts'
import { canonicalJson } from '../schema/canonical-json.ts'
import type { Plan, PlanBundle } from './plan.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A file's hash. Git may write CRLF on Windows, so both line ends hash alike, as they do for Prisma's checksums. */
export const fileHash = (text: string): string => sha256(text.replaceAll('\r\n', '\n'))

/** The hashes of `plan.files`, in the order of their names. */
export const hashFiles = (texts: ReadonlyMap<string, string>): Readonly<Record<string, string>> =>
  Object.fromEntries([...texts.keys()].toSorted().map((path) => [path, fileHash(texts.get(path) ?? '')]))

/** The seal of a plan: over its canonical JSON without `seal`. The files are under it through their hashes. */
export function sealOf(plan: Omit<Plan, 'seal'> & { readonly seal?: string }): string {
  const { seal: _seal, ...rest } = plan
  return sha256(canonicalJson(rest))
}

export const sealPlan = (plan: Omit<Plan, 'seal'>): Plan => ({ ...plan, seal: sealOf(plan) })

/** Every file that the plan runs; each must be under the seal. */
export const runningFiles = ({ expand, backfill, contract, undo }: Plan): readonly string[] => [
  ...[...expand.steps, ...contract.steps, ...undo.steps].map(({ file }) => file),
  ...backfill.backfills.map(({ file }) => file),
]

/** Throws `plan-changed` when the plan or one of its files is not what was sealed. */
export function verifySeal({ plan, texts }: PlanBundle): void {
  const folder = `${plan.timestamp}_${plan.name}`
  const changed = (file: string, what: string): StagerError =>
    new StagerError('plan-changed', `${folder}/${file} ${what} after the plan was sealed, so the plan does not run.`, {
      exitCode: exitCode.conflict,
      hint: `Undo the edit, or review it and run: stager seal ${plan.name}`,
      data: { plan: plan.name, file },
    })
  for (const [path, hash] of Object.entries(plan.files)) {
    const text = texts.get(path)
    if (text === undefined) throw changed(path, 'was removed')
    if (fileHash(text) !== hash) throw changed(path, 'was edited')
  }
  if (sealOf(plan) !== plan.seal) throw changed('plan.json', 'was edited')
  const unsealed = runningFiles(plan).find((file) => plan.files[file] === undefined)
  if (unsealed !== undefined) throw changed(unsealed, 'was added')
}
