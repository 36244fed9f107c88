/** Words that no shell changes. */
const plain = /^[\w@%+:,./=-]+$/

/** One argument as it can be pasted into a shell; the single quotes of SQL stay readable where that is possible. */
export function shellWord(word: string): string {
  if (plain.test(word)) return word
  if (!word.includes("'")) return `'${word}'`
  return /["$`\\!]/.test(word) ? `'${word.replaceAll("'", String.raw`'\''`)}'` : `"${word}"`
}

/** `--fill 'User.slug=lower(title)'` of `fill` and `User.slug=lower(title)`. */
export const flagText = (flag: string, value: string): string => `--${kebab(flag)} ${shellWord(value)}`

/** `--map-value` of the setting `mapValue`. */
export const kebab = (flag: string): string => flag.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const placeholder = /<[^<>]+>/

/** The part of a flag that the user writes, without its angle brackets; null when there is none. */
export const placeholderOf = (flag: string): string | null => placeholder.exec(flag)?.[0].slice(1, -1) ?? null

/** A flag with the user's text in its placeholder, quoted again for what the text holds. */
export function completeFlag(flag: string, text: string): string {
  const [name = '', value = ''] = splitWords(flag)
  return `${name} ${shellWord(value.replace(placeholder, () => text))}`
}

/** The arguments of a flag as a shell would split them: quotes, and backslashes outside single quotes. */
export function splitWords(line: string): readonly string[] {
  const words: string[] = []
  const piece = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\]+)|(\s+)|(.)/gsu
  let word: string | null = null
  for (const [, single, double, escaped, bare, space, other] of line.matchAll(piece)) {
    if (space !== undefined) {
      if (word !== null) words.push(word)
      word = null
    } else word = (word ?? '') + (single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? bare ?? other ?? '')
  }
  return word === null ? words : [...words, word]
}
