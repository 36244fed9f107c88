import { apply } from '../commands/apply.ts'
import { plan } from '../commands/plan.ts'
import { promote } from '../commands/promote.ts'
import { verify } from '../commands/verify.ts'
import type { StageName } from '../plan/plan.ts'
import type { Clock } from '../run/ports.ts'
import type { BlogProject } from './project.ts'
import { editSchema } from './project.ts'
import type { ApplicationOptions } from './application.ts'
import type { Version } from './repertoire.ts'
import type { StageWork, Stopwatch } from './stopwatch.ts'

export interface WalkOptions {
  readonly project: BlogProject
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly application: (version: Version) => ApplicationOptions
  /** Builds the two versions of the application that the plan calls for. */
  readonly build: () => Promise<void>
}

const aloneMilliseconds = 2500
const togetherMilliseconds = 1500

/** The whole life of one change, while the application is deployed twice: what a team does over days, in a minute. */
export async function walkStages(stopwatch: Stopwatch, { project, clock, signal, application, build }: WalkOptions): Promise<void> {
  const name = project.plan.name
  const pause = (milliseconds: number): Promise<void> => clock.sleep(milliseconds, signal)
  const applying = (stage: StageName, what: string, more: { readonly yes?: string; readonly release?: string } = {}): StageWork => ({
    stage,
    drift: true,
    run: async (onEvent) => {
      await apply({ ...project.settings, plan: name, stage, signal, onEvent, ...more })
      return what
    },
  })

  await stopwatch.start(application('old'))
  await stopwatch.stage({
    stage: 'before',
    drift: true,
    run: async () => {
      await pause(aloneMilliseconds)
      return 'nothing happens: the old application alone, to compare with'
    },
  })
  await stopwatch.stage({
    stage: 'plan',
    drift: false,
    run: async () => {
      await editSchema(project)
      const { written } = await plan({ ...project.settings, ...project.plan })
      return `${written.length} files and folders: the plan, its expand migrations, the transition schema`
    },
  })
  await build()
  await stopwatch.stage(applying('expand', 'columns, a trigger and indexes beside what is there'))

  const deploy = applying('deploy', 'the new application joins, the old one leaves, the release is recorded', { release: 'v2' })
  await stopwatch.stage({
    ...deploy,
    run: async (onEvent) => {
      await stopwatch.start(application('transition'))
      await pause(togetherMilliseconds)
      await stopwatch.stop('old')
      return deploy.run(onEvent)
    },
  })
  await stopwatch.stage(applying('backfill', 'slugs by slug.ts, bylines and excerpts by SQL'))
  await stopwatch.stage({
    stage: 'verify',
    drift: true,
    run: async () => {
      const { passed } = await verify({ ...project.settings, plan: name, signal })
      return passed ? 'no row is missing, none offends' : 'rows are missing or offend'
    },
  })
  await stopwatch.stage({
    stage: 'promote',
    drift: false,
    run: async () => {
      await promote({ ...project.settings, plan: name })
      await stopwatch.start(application('target'))
      return 'contract migrations and the target schema are written; its application joins'
    },
  })
  await stopwatch.stage(applying('contract', 'constraints tightened, what is old dropped', { yes: name }))
  await stopwatch.stop('transition')
  await stopwatch.stage({
    stage: 'after',
    drift: true,
    run: async () => {
      await pause(togetherMilliseconds)
      await stopwatch.stop('target')
      return 'nothing happens: the target application alone'
    },
  })
}
