import type { SchemaChange } from '../../diff/change.ts'
import type { ParsedPlanSettings } from '../plan.ts'
import { StagerError, exitCode } from '../../errors.ts'
import { deriveName } from './derive-name.ts'
import type { Target } from './target.ts'

/** The plan's name: given, chosen by a person, or made from the changes. */
export async function choosePlanName(
  { name, chooseName }: Pick<ParsedPlanSettings, 'name' | 'chooseName'>,
  changes: readonly SchemaChange[],
  target: Target | null,
): Promise<string> {
  const taken = target?.taken ?? []
  const derived = free(deriveName(changes), taken)
  const given = name ?? (target === null ? undefined : await chooseName?.(derived))
  return given === undefined ? derived : checkName(given, taken)
}

/** `add-slug` and `Add slug` become `add_slug`; what has other characters is refused rather than guessed at. */
function checkName(given: string, taken: readonly string[]): string {
  const name = given
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  if (!/^[a-z][a-z0-9_]{0,59}$/.test(name)) {
    throw new StagerError('plan-name-invalid', `"${given}" cannot name a plan.`, {
      exitCode: exitCode.usage,
      hint: 'Use up to 60 lower-case letters, digits and underscores, a letter first: --name add_slug',
    })
  }
  if (taken.includes(name)) {
    throw new StagerError('plan-name-taken', `There is a plan named ${name} already.`, {
      exitCode: exitCode.usage,
      hint: `Give this one another name: --name ${free(name, taken)}`,
    })
  }
  return name
}

function free(name: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}_${number}`
    if (!taken.includes(candidate)) return candidate
  }
}
