import type { AnswerBook } from './answer-book.ts'

/** Answers about the fields of a model that has another name now: under the one name or the other. */
export function withAlias(book: AnswerBook, before: string, after: string): AnswerBook {
  if (before === after) return book
  const others = (key: string): readonly string[] =>
    [
      [before, after],
      [after, before],
    ].flatMap(([from = '', to = '']) => (key.startsWith(`${from}.`) ? [`${to}${key.slice(from.length)}`] : []))
  // Every name is asked for, so that none of them counts as an answer to nothing.
  const first = <Value>(ask: (key: string) => Value | undefined, key: string): Value | undefined =>
    [key, ...others(key)].map(ask).find((value) => value !== undefined)
  return {
    ...book,
    rename: (key) => first(book.rename, key),
    moved: (key) => first(book.moved, key),
    isDropped: (key) => [key, ...others(key)].map(book.isDropped).includes(true),
    fill: (key) => first(book.fill, key),
    down: (key) => first(book.down, key),
    duplicates: (key) => first(book.duplicates, key),
    orphans: (key) => first(book.orphans, key),
  }
}
