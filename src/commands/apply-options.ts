import { StagerError, exitCode } from '../errors.ts'
import { stageNames, type StageName } from '../plan/plan.ts'

/** `2s`, `500ms`, `1min`, or milliseconds, as PostgreSQL would take them. */
export function parseDuration(text: string, flag: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|min)?$/.exec(text.trim())
  const milliseconds = match === null ? 0 : Math.round(Number(match[1]) * (factors[match[2] ?? 'ms'] ?? 1))
  if (milliseconds < 1) throw usage(`${flag} ${text} is not a duration.`, `Write it as 500ms, 2s or 1min: ${flag} 2s`)
  return milliseconds
}

const factors: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 }

/** A whole number above zero. */
export function parseCount(text: string, flag: string): number {
  const count = Number(text)
  if (!Number.isSafeInteger(count) || count < 1) throw usage(`${flag} ${text} is not a whole number above zero.`, `${flag} 5000`)
  return count
}

/** The name of a stage. */
export function parseStage(text: string): StageName {
  const stage = stageNames.find((name) => name === text)
  if (stage === undefined) throw usage(`There is no stage ${text}.`, `The stages are ${stageNames.join(', ')}: stager apply --stage expand`)
  return stage
}

/** Something is wrong with how stager was called. */
export function usage(message: string, hint: string): StagerError {
  return new StagerError('usage', message, { exitCode: exitCode.usage, hint })
}
