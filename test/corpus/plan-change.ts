import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { plan } from '../../src/commands/plan.ts'
import type { Ask } from '../../src/diff/ask.ts'
import type { Question, Refusal } from '../../src/diff/question.ts'
import { StagerError } from '../../src/errors.ts'
import type { PlanBundle } from '../../src/plan/plan.ts'
import { answerSettings } from './answer-flags.ts'
import type { CorpusChange } from './read-corpus.ts'

/** Why something did not happen. `expected`: stager said so on purpose. */
export interface Complaint {
  readonly code: string
  readonly message: string
  readonly expected: boolean
}

export type Planned =
  | { readonly kind: 'planned'; readonly bundle: PlanBundle; readonly milliseconds: number }
  /** The two schemas are one database. */
  | { readonly kind: 'empty'; readonly milliseconds: number }
  | { readonly kind: 'refused'; readonly complaints: readonly Complaint[]; readonly milliseconds: number }

/** Plans a change from its two texts, without a project. */
export async function planChange(change: CorpusChange, flags: readonly string[], ask?: Ask): Promise<Planned> {
  const directory = await mkdtemp(join(tmpdir(), 'stager-corpus-plan-'))
  try {
    await writeFile(join(directory, 'before.prisma'), change.before)
    await writeFile(join(directory, 'after.prisma'), change.after)
    const begin = performance.now()
    const taken = (): number => Math.round(performance.now() - begin)
    try {
      const { bundle } = await plan({
        cwd: directory,
        from: 'before.prisma',
        to: 'after.prisma',
        name: 'change',
        now: () => new Date(Date.UTC(2026, 0, 1)),
        ...answerSettings(flags),
        ask,
      })
      return bundle === null ? { kind: 'empty', milliseconds: taken() } : { kind: 'planned', bundle, milliseconds: taken() }
    } catch (error) {
      return { kind: 'refused', complaints: complaintsOf(error), milliseconds: taken() }
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Every refusal that an error carries, or the error itself. */
export function complaintsOf(error: unknown): readonly Complaint[] {
  if (!(error instanceof StagerError)) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return [{ code: 'crash', message, expected: false }]
  }
  const refusals = (error.data?.['refusals'] ?? []) as readonly Refusal[]
  if (refusals.length > 0) return refusals.map(({ code, message }) => ({ code, message, expected: true }))
  const questions = (error.data?.['questions'] ?? []) as readonly Question[]
  if (questions.length > 0) return questions.map(({ text }) => ({ code: error.code, message: text, expected: false }))
  const unanswered = ['answer-unused', 'answer-invalid', 'answer-conflict', 'fill-unknown-column'].includes(error.code)
  return [{ code: error.code, message: error.message, expected: !unanswered && error.exitCode === 1 }]
}
