import { StagerError, exitCode } from '../errors.ts'
import type { DuplicateRule, Fill, OrphanRule } from './change.ts'
import { flagText } from './flags.ts'
import { compareText, listed } from './names.ts'
import type { Answers } from './question.ts'
import { similarity } from './similarity.ts'

/** The answers while a diff reads them. It notes what was asked for, so that an answer to nothing (a typing error) is seen. */
export interface AnswerBook {
  /** The new field's name. */
  rename(key: string): string | undefined
  renamedModel(key: string): string | undefined
  /** `Other.field` */
  moved(key: string): string | undefined
  mappedValue(key: string): string | undefined
  isDropped(key: string): boolean
  fill(key: string): Fill | undefined
  down(key: string): Fill | undefined
  duplicates(key: string): DuplicateRule | undefined
  orphans(key: string): OrphanRule | undefined
  /** The answers that were given and never asked for. */
  unused(): StagerError | null
}

type Flag = 'rename' | 'drop' | 'fill' | 'down' | 'duplicates' | 'orphans' | 'mapValue'

const whatItAnswers: Readonly<Record<Flag, string>> = {
  rename: 'no removed field or model',
  drop: 'no removed field or model',
  fill: 'no field that is new, becomes required or changes its type',
  down: 'no field that is dropped or changes its type',
  duplicates: 'no field that a new unique index begins with',
  orphans: 'no field that a new foreign key begins with or that moves to another model',
  mapValue: 'no value that an enum loses',
}

export function openAnswers(answers: Answers): AnswerBook {
  const asked = new Map<Flag, Set<string>>()
  const ask = (flag: Flag, key: string): string => {
    asked.set(flag, (asked.get(flag) ?? new Set()).add(key))
    return key
  }
  return {
    rename: (key) => answers.renames.get(ask('rename', key)),
    renamedModel: (key) => answers.modelRenames.get(ask('rename', key)),
    moved: (key) => answers.moves.get(ask('rename', key)),
    mappedValue: (key) => answers.valueMappings.get(ask('mapValue', key)),
    isDropped: (key) => answers.drops.has(ask('drop', key)),
    fill: (key) => answers.fills.get(ask('fill', key)),
    down: (key) => answers.downs.get(ask('down', key)),
    duplicates: (key) => answers.duplicates.get(ask('duplicates', key)),
    orphans: (key) => answers.orphans.get(ask('orphans', key)),
    unused() {
      const given: Readonly<Record<Flag, Iterable<string>>> = {
        rename: [...answers.renames.keys(), ...answers.modelRenames.keys(), ...answers.moves.keys()],
        drop: answers.drops,
        fill: answers.fills.keys(),
        down: answers.downs.keys(),
        duplicates: answers.duplicates.keys(),
        orphans: answers.orphans.keys(),
        mapValue: answers.valueMappings.keys(),
      }
      const unused = Object.entries(given).flatMap(([flag, keys]) =>
        [...keys].filter((key) => asked.get(flag as Flag)?.has(key) !== true).map((key) => ({ flag: flag as Flag, key })),
      )
      const [first] = unused
      return first === undefined ? null : unusedError(first.flag, first.key, asked, unused)
    },
  }
}

function unusedError(
  flag: Flag,
  key: string,
  asked: ReadonlyMap<Flag, ReadonlySet<string>>,
  unused: readonly { readonly flag: Flag; readonly key: string }[],
): StagerError {
  const possible = [...(asked.get(flag) ?? [])].toSorted(
    (left, right) => similarity(key, right) - similarity(key, left) || compareText(left, right),
  )
  return new StagerError('answer-unused', `${flagText(flag, key)} answers nothing: ${key} is ${whatItAnswers[flag]} of this change.`, {
    exitCode: exitCode.usage,
    hint:
      possible.length === 0
        ? `Leave --${flag} out: this change has nothing that it could answer.`
        : `Did you mean ${listed(possible.slice(0, 5), 'or')}?`,
    data: { unused: unused.map((answer) => flagText(answer.flag, answer.key)), possible },
  })
}
