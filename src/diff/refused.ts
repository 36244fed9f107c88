import { StagerError } from '../errors.ts'
import type { Refusal } from './question.ts'

/** The refusals as one error: the code of the only one, or `changes-refused` with a line for each. */
export function refused(refusals: readonly Refusal[]): StagerError {
  const [only, ...others] = refusals
  const data = { refusals }
  if (only !== undefined && others.length === 0) return new StagerError(only.code, only.message, { hint: only.hint, data })
  return new StagerError(
    'changes-refused',
    [
      `${String(refusals.length)} of the changes are not staged by this release.`,
      ...refusals.map(({ message, hint }) => `  ${message}\n    ${hint}`),
    ].join('\n'),
    { hint: 'Change the schema as it says there, and plan again.', data },
  )
}
