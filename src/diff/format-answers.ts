import type { Fill } from './change.ts'
import type { AnswerFlags } from './parse-answers.ts'
import type { Answers } from './question.ts'

/** The answers as the values of the flags that give them; `parseAnswers` reads them back. Flags without a value are left out. */
export function formatAnswers(answers: Answers): AnswerFlags {
  const flags: Required<AnswerFlags> = {
    rename: [...pairs(answers.renames, ':'), ...pairs(answers.modelRenames, ':'), ...pairs(answers.moves, ':')],
    drop: [...answers.drops],
    fill: [...answers.fills].map(([key, fill]) => `${key}=${fillText(fill)}`),
    down: [...answers.downs].map(([key, fill]) => `${key}=${fillText(fill)}`),
    duplicates: pairs(answers.duplicates, ':'),
    orphans: pairs(answers.orphans, ':'),
    mapValue: pairs(answers.valueMappings, ':'),
  }
  return Object.fromEntries(Object.entries(flags).filter(([, values]) => values !== undefined && values.length > 0))
}

const pairs = (map: ReadonlyMap<string, string>, separator: string): readonly string[] =>
  [...map].map(([key, value]) => `${key}${separator}${value}`)

function fillText(fill: Fill): string {
  switch (fill.kind) {
    case 'expression':
    case 'query':
      return fill.sql
    case 'typescript':
      return fill.file ?? 'ts'
    case 'none':
      return 'none'
  }
}
