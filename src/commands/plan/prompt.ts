import type { Ask } from '../../diff/ask.ts'
import { completeFlag, placeholderOf } from '../../diff/flags.ts'
import type { Terminal } from '../../report/terminal.ts'

/** Asks on the terminal. The library behind it is loaded for the first question only. */
export function promptForAnswers(terminal: Terminal): Ask {
  return async (question, problem) => {
    const { input, select } = await import('@inquirer/prompts')
    const context = { output: process.stderr, signal: terminal.signal }
    if (problem !== null) terminal.say(terminal.colours.yellow(problem.message))
    const answer = await select(
      {
        message: question.text,
        choices: question.answers.map(({ flag, text }) => ({ name: text, value: flag, description: flag })),
      },
      context,
    )
    const missing = placeholderOf(answer)
    return missing === null ? answer : completeFlag(answer, await input({ message: `${missing}:`, required: true }, context))
  }
}

/** Offers a name for the plan. */
export function promptForName(terminal: Terminal): (derived: string) => Promise<string> {
  return async (derived) => {
    const { input } = await import('@inquirer/prompts')
    return input({ message: 'Name of the plan:', default: derived }, { output: process.stderr, signal: terminal.signal })
  }
}
