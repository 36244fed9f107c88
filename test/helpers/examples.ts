import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PlanSettings } from '../../src/commands/plan.ts'

export const stagesFolder = fileURLToPath(new URL('../../stages', import.meta.url))

type Answers = Required<Pick<PlanSettings, 'rename' | 'drop' | 'fill' | 'down' | 'orphans' | 'duplicates' | 'mapValue'>>

/** A worked example: a folder of `stages/`. */
export interface Example {
  /** `11-rename-column`. */
  readonly folder: string
  readonly directory: string
  readonly title: string
  /** Only where there is nothing to plan: what stager says of it. */
  readonly unseen: readonly string[] | null
  /** `rename_column`: the plan's name. */
  readonly name: string
  readonly before: string
  readonly after: string
  readonly seed: string
  readonly answers: { readonly [K in keyof Answers]: readonly string[] }
  /** TypeScript files of the folder, by name. */
  readonly files: Readonly<Record<string, string>>
}

const allExamples: readonly Example[] = readdirSync(stagesFolder)
  .filter((folder) => existsSync(join(stagesFolder, folder, 'example.json')))
  .toSorted()
  .map((folder) => {
    const directory = join(stagesFolder, folder)
    const read = (file: string): string => readFileSync(join(directory, file), 'utf8')
    const { title, flags, unseen = null } = JSON.parse(read('example.json')) as { title: string; flags: string[]; unseen?: string[] }
    const answers = (flag: string): string[] => flags.flatMap((value, at) => (flags[at - 1] === `--${flag}` ? [value] : []))
    return {
      folder,
      directory,
      title,
      name: folder.replace(/^\d+-/, '').replaceAll('-', '_'),
      before: read('before.prisma'),
      after: read('after.prisma'),
      unseen,
      seed: unseen === null ? read('seed.sql') : '',
      answers: {
        rename: answers('rename'),
        drop: answers('drop'),
        fill: answers('fill'),
        down: answers('down'),
        orphans: answers('orphans'),
        duplicates: answers('duplicates'),
        mapValue: answers('map-value'),
      },
      files: Object.fromEntries(
        readdirSync(directory)
          .filter((file) => file.endsWith('.ts'))
          .map((file) => [file, read(file)]),
      ),
    }
  })

export const examples = allExamples.filter(({ unseen }) => unseen === null)

/** The ones that change no database: there is no plan to walk. */
export const examplesWithoutPlan = allExamples.filter(({ unseen }) => unseen !== null)
