import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { StagerError, exitCode } from '../errors.ts'
import type { Plan } from './plan.ts'

/** A plan that is on disk, as far as its folder's name tells. */
export interface PlanFolder {
  readonly directory: string
  /** `20261121093000_add_slug` */
  readonly folder: string
  readonly timestamp: string
  readonly name: string
}

/** The name of a plan's folder. */
export const planFolder = ({ timestamp, name }: Pick<Plan, 'timestamp' | 'name'>): string => `${timestamp}_${name}`

/** What makes a folder a plan's. */
export const planFile = 'plan.json'

export const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')

export const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** The plans of a folder, oldest first. None is opened: a broken one must not hide the others. */
export async function listPlans(stagesDirectory: string): Promise<readonly PlanFolder[]> {
  const entries = await readdir(stagesDirectory, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  const folders = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted()
    .flatMap((folder): PlanFolder[] => {
      const [, timestamp, name] = /^(\d{14})_(.+)$/.exec(folder) ?? []
      return timestamp === undefined || name === undefined ? [] : [{ directory: join(stagesDirectory, folder), folder, timestamp, name }]
    })
  const written = await Promise.all(folders.map(({ directory }) => exists(join(directory, planFile))))
  return folders.filter((_, at) => written[at] === true)
}

/** The plan of that name, with or without its timestamp; the newest where an older one has the same name. Throws `plan-unknown`. */
export async function findPlan(stagesDirectory: string, name: string): Promise<PlanFolder> {
  const plans = await listPlans(stagesDirectory)
  const found = plans.findLast((plan) => plan.folder === name || plan.name === name)
  if (found !== undefined) return found
  throw new StagerError('plan-unknown', `There is no plan ${name} in ${stagesDirectory}.`, {
    exitCode: exitCode.usage,
    hint: plans.length === 0 ? 'Make one with: stager plan --name <name>' : `The plans are ${plans.map((plan) => plan.name).join(', ')}.`,
    data: { plans: plans.map(({ folder }) => folder) },
  })
}
