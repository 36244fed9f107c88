import { StagerError, exitCode } from '../errors.ts'

/** The only candidate; asks for a name when there are several, and says so when there is none. */
export function onlyOne<Candidate extends { readonly name: string }>(
  candidates: readonly Candidate[],
  words: { readonly command: string; readonly waiting: string },
): Candidate {
  const [first, ...others] = candidates
  if (first === undefined) {
    throw new StagerError('plan-none', `There is no plan that ${words.waiting}.`, { exitCode: exitCode.usage, hint: 'stager status' })
  }
  if (others.length === 0) return first
  const names = candidates.map(({ name }) => name).join(', ')
  throw new StagerError('plan-ambiguous', `There are ${candidates.length} plans that could be meant: ${names}.`, {
    exitCode: exitCode.usage,
    hint: `Name one: ${words.command} ${first.name}`,
    data: { plans: candidates.map(({ name }) => name) },
  })
}
