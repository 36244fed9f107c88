import type { Finding } from '../check/finding.ts'
import type { PlanBundle } from '../plan/plan.ts'
import { answerOptions, answerSettings, type AnswerArguments, type AnswerSettings } from './answer-options.ts'
import type { PlanResult, PlanSettings } from './plan.ts'
import { projectSettings, type Command, type ProjectSettings } from './command.ts'

/** How findings are shown. */
export const checkFormats = ['human', 'markdown', 'json', 'sarif', 'github'] as const
export type CheckFormat = (typeof checkFormats)[number]

export interface CheckSettings extends ProjectSettings {
  /** What is deployed: a git ref, or the path of a schema beside its migrations; `HEAD` by default. */
  readonly from?: string | undefined
  /** Every migration of the team, not only those that are new since `from`. */
  readonly all?: boolean | undefined
  /** The oldest PostgreSQL that the SQL has to run on, 14 to 18; 14 by default. */
  readonly postgresVersion?: number | undefined
  /** Days after which a plan without contract is a finding; 30 by default. */
  readonly maxAge?: number | undefined
  /** Run the new plans on a scratch database (PGlite), too; not by default. */
  readonly rehearse?: boolean | undefined
  /** The day that ages count from; now by default. */
  readonly now?: Date | undefined
}

export interface CheckResult {
  /** By file and line; those that a comment allows among them. */
  readonly findings: readonly Finding[]
  /** Plans that are new since `from`. */
  readonly plans: readonly PlanBundle[]
  /** Migrations whose SQL was looked at, by name. */
  readonly linted: readonly string[]
}

/** `--fix`: the answers as for `stager plan`. */
export interface FixSettings extends AnswerSettings, Pick<PlanSettings, 'name' | 'ask'> {
  /** Nobody need be asked. */
  readonly yes?: boolean | undefined
  /** Asks whether these migrations may be removed. */
  readonly confirm?: ((migrations: readonly string[]) => Promise<boolean>) | undefined
}

export interface FixResult {
  /** Migrations that are no longer in the folder, by name. */
  readonly removed: readonly string[]
  /** What stands in their place; null when nothing had to be fixed. */
  readonly plan: PlanResult | null
}

/** Settings with their defaults. */
export type ParsedCheckSettings = CheckSettings & {
  readonly cwd: string
  readonly from: string
  readonly postgresVersion: number
  readonly maxAge: number
  readonly now: Date
}

/** Looks at the plans and the migrations of a change. Writes nothing, and asks a database only where `databaseUrl` is given. */
export async function _check(settings: ParsedCheckSettings): Promise<CheckResult> {
  const { checkProject } = await import('./check/check-project.ts')
  return checkProject(settings)
}

/** `stager check` as a function. */
export async function check(settings: CheckSettings = {}): Promise<CheckResult> {
  return _check(parseSettings(settings))
}

/** `stager check --fix` as a function: makes a plan of the new migrations that Prisma wrote and that are unsafe. */
export async function fix(settings: CheckSettings & FixSettings = {}): Promise<FixResult> {
  const { fixMigrations } = await import('./check/fix-migrations.ts')
  return fixMigrations({ ...settings, ...parseSettings(settings) })
}

function parseSettings(settings: CheckSettings): ParsedCheckSettings {
  return {
    ...settings,
    cwd: settings.cwd ?? process.cwd(),
    from: settings.from ?? 'HEAD',
    postgresVersion: settings.postgresVersion ?? oldestPostgres,
    maxAge: settings.maxAge ?? 30,
    now: settings.now ?? new Date(),
  }
}

/** The oldest version that stager supports. */
const oldestPostgres = 14

const versions = ['14', '15', '16', '17', '18'] as const

interface CheckArguments extends AnswerArguments {
  readonly from?: string
  readonly all: boolean
  readonly postgresVersion: (typeof versions)[number]
  readonly maxAge: string
  readonly format?: CheckFormat
  readonly rehearse: boolean
  readonly fix: boolean
  readonly yes: boolean
  readonly name?: string
}

export const checkCommand: Command<CheckArguments> = {
  command: 'check',
  describe: 'find what is unsafe in plans and migrations; for CI',
  builder: (yargs) =>
    answerOptions(yargs)
      .option('from', { type: 'string', requiresArg: true, describe: 'what is deployed: a git ref or a schema file (default: HEAD)' })
      .option('all', { type: 'boolean', default: false, describe: 'every migration, not only those that are new since --from' })
      .option('postgres-version', {
        choices: versions,
        default: '14' as const,
        describe: 'the oldest PostgreSQL that the SQL has to run on',
      })
      .option('max-age', {
        type: 'string',
        requiresArg: true,
        default: '30',
        describe: 'days after which a plan without contract is a finding',
      })
      .option('format', {
        choices: checkFormats,
        describe: 'how findings are shown (default: human; in GitHub Actions github)',
      })
      .option('rehearse', {
        type: 'boolean',
        default: true,
        describe: 'run the new plans on a scratch database, too (--no-rehearse: not)',
      })
      .option('fix', {
        type: 'boolean',
        default: false,
        describe:
          'make a staged plan of new migrations that Prisma wrote and that are unsafe, and remove them; takes the answers of stager plan',
      })
      .option('yes', { type: 'boolean', default: false, describe: 'with --fix: remove them without asking' })
      .option('name', { type: 'string', requiresArg: true, describe: "with --fix: the plan's name" })
      .example('$0 check --fix --fill "Post.slug=lower(title)"', 'stage what prisma migrate dev wrote')
      .example('$0 check --from origin/main', 'what a pull request changes: exit 1 where something is unsafe')
      .example('$0 check --from origin/main --format markdown', 'the same as a comment, with the plans')
      .example('$0 check --all --format sarif > stager.sarif', 'every migration there is, for code scanning')
      .example('$0 check --database-url "$DATABASE_URL"', 'also plans that only wait for contract; for a nightly run')
      .epilogue(
        'A comment before a statement, -- stager:allow <rule> <reason>, silences one rule for it. The rules: docs/rules. Exit codes: 0 nothing, 1 findings, 2 usage.',
      ),
  async handler(argv) {
    const { terminal } = argv
    const { parseDays } = await import('./check/parse-days.ts')
    const settings = {
      ...projectSettings(argv),
      from: argv.from,
      all: argv.all,
      postgresVersion: Number(argv.postgresVersion),
      maxAge: parseDays(argv.maxAge),
    }
    if (argv.fix) {
      const { promptForAnswers } = await import('./plan/prompt.ts')
      const { promptForFix, sayFixed } = await import('./check/say-fixed.ts')
      const asking = terminal.interactive ? { ask: promptForAnswers(terminal), confirm: promptForFix(terminal) } : {}
      sayFixed(await fix({ ...settings, ...answerSettings(argv), ...asking, name: argv.name, yes: argv.yes }), terminal)
      return
    }
    const result = await check({ ...settings, rehearse: argv.rehearse })
    const { sayChecked } = await import('./check/say-checked.ts')
    await sayChecked(result, terminal.json ? 'json' : (argv.format ?? null), terminal)
  },
}
