import { StagerError } from '../../errors.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Terminal } from '../../report/terminal.ts'
import { planIdOf } from '../../run/plan-id.ts'

/** Asks for the plan's name, since contract cannot be undone. */
export function promptForPlanName(terminal: Terminal): (plan: string) => Promise<string> {
  return async (plan) => {
    const { input } = await import('@inquirer/prompts')
    return input(
      { message: `Contract cannot be undone. Type the name of the plan (${plan}) to run it:` },
      { output: process.stderr, signal: terminal.signal },
    )
  }
}

/** Refuses unless a person has named the plan. */
export async function requireConfirmation(
  plan: Plan,
  given: string | undefined,
  confirm: ((plan: string) => Promise<string>) | undefined,
): Promise<void> {
  const answer = given ?? (await confirm?.(plan.name))
  if (answer === plan.name || answer === planIdOf(plan)) return
  const message =
    answer === undefined
      ? `The contract stage of ${plan.name} cannot be undone, and nobody confirmed it.`
      : `"${answer}" is not the name of the plan ${plan.name}, so its contract stage does not run.`
  throw new StagerError('contract-unconfirmed', message, {
    hint: `stager apply --stage contract --plan ${plan.name} --yes ${plan.name}`,
  })
}
