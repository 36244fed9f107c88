import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** What a team's own migration did, as far as it answers what stager asks. */
export interface Team {
  readonly renamedColumns?: readonly (readonly [table: string, from: string, to: string])[]
  readonly renamedTables?: readonly (readonly [from: string, to: string])[]
  readonly renamedEnumValues?: readonly (readonly string[])[]
}

/** A change that a project made: two schema texts. */
export interface CorpusChange {
  /** `<project's folder>/<name of the change>`, with `#2` where a name comes again. */
  readonly key: string
  readonly before: string
  readonly after: string
  readonly kinds: readonly string[]
  readonly team: Team
}

interface ChangesFile {
  readonly changes: readonly {
    readonly name: string
    readonly before: string
    readonly after: string
    readonly kinds: readonly string[]
    readonly team: Team
  }[]
}

/** Folders with a `changes.json`, each naming pairs of schema files. */
export function readCorpus(folder: string): readonly CorpusChange[] {
  return readdirSync(folder)
    .toSorted()
    .filter((project) => existsSync(join(folder, project, 'changes.json')))
    .flatMap((project) => {
      const read = (path: string): string => readFileSync(join(folder, project, path), 'utf8')
      const { changes } = JSON.parse(read('changes.json')) as ChangesFile
      const times = (at: number, name: string): number => changes.slice(0, at + 1).filter((one) => one.name === name).length
      return changes.map(({ name, before, after, kinds, team }, at) => ({
        key: `${project}/${name}${times(at, name) === 1 ? '' : `#${String(times(at, name))}`}`,
        before: read(before),
        after: read(after),
        kinds,
        team,
      }))
    })
}
