import { exitCode } from '../errors.ts'
import type { PlanBundle } from '../plan/plan.ts'
import type { Rehearsal } from '../plan/rehearsal.ts'
import { answerOptions, answerSettings, type AnswerArguments, type AnswerSettings } from './answer-options.ts'
import { projectSettings, type Command, type ProjectSettings } from './command.ts'
import type { Ask } from '../diff/ask.ts'

/** How a plan is shown. */
export type PlanFormat = 'human' | 'markdown' | 'json'

export interface PlanSettings extends ProjectSettings, AnswerSettings {
  /** `add_slug`; made from the changes when it is not given. */
  readonly name?: string | undefined
  /** A git ref, or the path of a schema; `HEAD` by default. */
  readonly from?: string | undefined
  /** The path of a schema; the project's own by default. Nothing is written for any other one. */
  readonly to?: string | undefined
  /** A field that needs another column keeps it under `@map` (`map`, the default), or a second plan gives it its old name back (`chain`). */
  readonly strategy?: 'map' | 'chain' | undefined
  /** Name or folder of a promoted plan: makes the second plan that it left for later. */
  readonly continue?: string | undefined
  /** Name or folder of a plan that nobody applied: makes it again, from the schema as it is now, with the answers that were given. */
  readonly rebase?: string | undefined
  /** Plan, and write nothing. */
  readonly dryRun?: boolean | undefined
  /** Run what was written on a scratch database (PGlite), and put what its statements do into the README; not by default. */
  readonly rehearse?: boolean | undefined
  /** Told of each stage of the rehearsal when it begins. */
  readonly onRehearsal?: ((stage: string) => void) | undefined
  readonly signal?: AbortSignal | undefined
  /** Answers open questions; without it they are an error, `questions-open`. */
  readonly ask?: Ask | undefined
  /** Offered the derived name when none is given. */
  readonly chooseName?: ((derived: string) => Promise<string>) | undefined
  readonly now?: (() => Date) | undefined
}

export interface PlanResult {
  /** Null when the two schemas make the same database. */
  readonly bundle: PlanBundle | null
  /** Without a plan: what the schemas say differently all the same, a sentence each. */
  readonly unseen: readonly string[]
  /** `20261121093000_add_slug` */
  readonly id: string | null
  /** The plan's folder; null when nothing was written. */
  readonly directory: string | null
  /** Every file and folder that was written. */
  readonly written: readonly string[]
  /** Null when there was none, or it could not be done. */
  readonly rehearsal: Rehearsal | null
  /** Why it could not be done, and what to type instead. */
  readonly notRehearsed: { readonly message: string; readonly hint: string } | null
}

/** Settings with the place to start from. */
export type ParsedPlanSettings = PlanSettings & {
  readonly cwd: string
  readonly now: () => Date
  /** Folders of migrations whose place the plan takes: removed when it is written. */
  readonly replacedFolders?: readonly string[]
}

/** Diffs, asks, assembles, and (unless it is a dry run) writes: all or nothing. */
export async function _plan(settings: ParsedPlanSettings): Promise<PlanResult> {
  // The WebAssembly of Prisma's engine and of the parser is made ready beside the main thread, which has modules to load meanwhile.
  const { engineConstructor } = await import('../prisma/schema-engine.ts')
  const [, , { planProject }] = await Promise.all([engineConstructor(), import('../sql/parse.ts'), import('./plan/plan-project.ts')])
  return planProject(settings)
}

/** `stager plan` as a function. */
export async function plan(settings: PlanSettings = {}): Promise<PlanResult> {
  return _plan({ ...settings, cwd: settings.cwd ?? process.cwd(), now: settings.now ?? (() => new Date()) })
}

interface PlanArguments extends AnswerArguments {
  readonly name?: string
  readonly from?: string
  readonly to?: string
  readonly strategy?: 'map' | 'chain'
  readonly continue?: string
  readonly rebase?: string
  readonly dryRun: boolean
  readonly rehearse: boolean
  readonly format: PlanFormat
}

export const planCommand: Command<PlanArguments> = {
  command: 'plan',
  describe: 'write the stages of what you changed in schema.prisma',
  builder: (yargs) =>
    answerOptions(yargs)
      .option('name', { type: 'string', requiresArg: true, describe: "the plan's name, such as add_slug" })
      .option('from', { type: 'string', requiresArg: true, describe: 'what is deployed: a git ref or a schema file (default: HEAD)' })
      .option('to', { type: 'string', requiresArg: true, describe: "what you want: a schema file (default: the project's own)" })
      .option('strategy', {
        choices: ['map', 'chain'] as const,
        describe:
          'a type that old clients cannot read moves to a new column: keep it under @map, or rename it back by a second plan (default: map)',
      })
      .option('continue', {
        type: 'string',
        requiresArg: true,
        describe: 'make the second plan of a promoted plan that was made with --strategy chain',
      })
      .option('rebase', {
        type: 'string',
        requiresArg: true,
        describe: 'make a plan again that nobody applied, from the schema as it is now, with the answers that were given',
      })
      .option('dry-run', { type: 'boolean', default: false, describe: 'show the plan and write nothing' })
      .option('rehearse', {
        type: 'boolean',
        default: true,
        describe: 'run the plan on a scratch database and measure its locks (--no-rehearse: not)',
      })
      .option('format', {
        choices: ['human', 'markdown', 'json'] as const,
        default: 'human',
        describe: 'how the plan is shown',
      })
      .example('$0 plan --name add_slug --fill "Post.slug=lower(title)"', 'a new required field with a value for the rows there are')
      .example('$0 plan --name full_name --rename User.name:fullName', 'rename, with both names alive until contract')
      .example('$0 plan --from origin/main --dry-run --format markdown', 'what CI shows on a pull request')
      .example('$0 plan --rebase add_slug', 'somebody merged a change of the same table before you')
      .example('$0 plan --from a.prisma --to b.prisma --name x', 'show a plan anywhere: no project, no git, no database'),
  async handler(argv) {
    const { terminal } = argv
    const { promptForAnswers, promptForName } = await import('./plan/prompt.ts')
    const { oraSpinner, plainSpinner } = await import('../report/human.ts')
    const spinner = terminal.live ? await oraSpinner() : plainSpinner(terminal)
    const result = await plan({
      ...projectSettings(argv),
      ...answerSettings(argv),
      name: argv.name,
      from: argv.from,
      to: argv.to,
      strategy: argv.strategy,
      continue: argv.continue,
      rebase: argv.rebase,
      dryRun: argv.dryRun,
      rehearse: argv.rehearse,
      onRehearsal: (stage) => spinner.show(`rehearsal: ${stage}`),
      signal: terminal.signal,
      ...(terminal.interactive ? { ask: promptForAnswers(terminal), chooseName: promptForName(terminal) } : {}),
    }).finally(() => spinner.hide())
    const { sayPlan } = await import('./plan/say-plan.ts')
    sayPlan(result, terminal.json ? 'json' : argv.format, terminal)
    if ((result.rehearsal?.findings.length ?? 0) > 0) terminal.exitCode = exitCode.refused
  },
}
