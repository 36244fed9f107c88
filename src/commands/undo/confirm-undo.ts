import { StagerError } from '../../errors.ts'
import type { Terminal } from '../../report/terminal.ts'

/** Asks whether a plan is to be undone. */
export function promptForUndo(terminal: Terminal): (plan: string) => Promise<boolean> {
  return async (plan) => {
    const { confirm } = await import('@inquirer/prompts')
    return confirm(
      { message: `Undo ${plan}? What the new release wrote into its new columns is lost.`, default: false },
      { output: process.stderr, signal: terminal.signal },
    )
  }
}

/** Refuses unless a person said yes. */
export async function requireUndoConfirmation(
  plan: string,
  yes: boolean | undefined,
  confirm: ((plan: string) => Promise<boolean>) | undefined,
): Promise<void> {
  if (yes === true || (await confirm?.(plan)) === true) return
  throw new StagerError('undo-unconfirmed', `Undoing ${plan} loses what was written into its new columns, and nobody confirmed it.`, {
    hint: `stager undo ${plan} --yes`,
  })
}
