import type { PlanSettings } from '../../src/commands/plan.ts'
import { answerFlagNames } from '../../src/diff/parse-answers.ts'
import { kebab } from '../../src/diff/flags.ts'

export type AnswerSettings = Pick<PlanSettings, (typeof answerFlagNames)[number]>

/** `--rename A.b:c` and its like as the settings of the plan command. */
export function answerSettings(flags: readonly string[]): AnswerSettings {
  return Object.fromEntries(
    answerFlagNames.map((name) => [
      name,
      flags.flatMap((flag) => (flag.startsWith(`--${kebab(name)} `) ? [flag.slice(kebab(name).length + 3)] : [])),
    ]),
  )
}
