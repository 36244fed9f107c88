import type { Terminal } from '../../report/terminal.ts'
import type { FixResult } from '../check.ts'
import { sayPlan } from '../plan/say-plan.ts'

/** Asks whether migrations may be removed. */
export function promptForFix(terminal: Terminal): (migrations: readonly string[]) => Promise<boolean> {
  return async (migrations) => {
    const { confirm } = await import('@inquirer/prompts')
    return confirm(
      { message: `Remove ${migrations.join(', ')}, and stage the same change of the schema instead?`, default: false },
      { output: process.stderr, signal: terminal.signal },
    )
  }
}

export function sayFixed({ removed, plan }: FixResult, terminal: Terminal): void {
  if (plan === null) {
    if (terminal.json) terminal.data(JSON.stringify({ removed, plan: null }, null, 2))
    else terminal.say('There is nothing to fix: no new migration of Prisma is unsafe.')
    return
  }
  if (terminal.json) {
    terminal.data(
      JSON.stringify({ removed, plan: plan.bundle?.plan ?? null, id: plan.id, directory: plan.directory, written: plan.written }, null, 2),
    )
    return
  }
  sayPlan(plan, 'human', terminal)
  for (const name of removed) terminal.say(`  ${terminal.colours.yellow('−')} ${name} is removed`)
}
