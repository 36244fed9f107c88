/** Reads and writes the arguments of attributes such as `@relation(...)`, without touching what they hold. */

export interface Argument {
  /** Null for a positional one: `@relation("posts")`. */
  readonly name: string | null
  readonly value: string
}

/** Splits at top-level commas: strings and brackets are respected. */
export function parseArguments(text: string): readonly Argument[] {
  const parts: string[] = []
  let depth = 0
  let quoted = false
  let current = ''
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (quoted) {
      current += character
      if (character === '\\') {
        at += 1
        current += text.charAt(at)
      } else if (character === '"') quoted = false
      continue
    }
    if (character === '"') quoted = true
    if ('([{'.includes(character)) depth += 1
    if (')]}'.includes(character)) depth -= 1
    if (character === ',' && depth === 0) {
      parts.push(current)
      current = ''
    } else current += character
  }
  parts.push(current)
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseArgument)
}

function parseArgument(text: string): Argument {
  const found = /^([A-Za-z_]\w*)\s*:\s*([\s\S]*)$/.exec(text)
  return found === null ? { name: null, value: text } : { name: found[1] ?? '', value: (found[2] ?? '').trim() }
}

export const printArguments = (all: readonly Argument[]): string =>
  all.map(({ name, value }) => (name === null ? value : `${name}: ${value}`)).join(', ')

export const argumentOf = (all: readonly Argument[], name: string): string | null =>
  all.find((argument) => argument.name === name)?.value ?? null

/** Sets, replaces or (with null) removes a named argument. */
export function withArgument(all: readonly Argument[], name: string, value: string | null): readonly Argument[] {
  if (value === null) return all.filter((argument) => argument.name !== name)
  if (!all.some((argument) => argument.name === name)) return [...all, { name, value }]
  return all.map((argument) => (argument.name === name ? { name, value } : argument))
}

/** The names in `[a, b(sort: Desc)]`: field names only. */
export const listedFields = (value: string | null): readonly string[] =>
  value === null
    ? []
    : parseArguments(value.trim().replace(/^\[/, '').replace(/\]$/, ''))
        .map(({ value: item }) => /^[A-Za-z_]\w*/.exec(item)?.[0] ?? '')
        .filter((name) => name !== '')

/** `@relation(name)` is either positional or named. */
export const relationName = (all: readonly Argument[]): string | null =>
  argumentOf(all, 'name') ?? all.find(({ name, value }) => name === null && value.startsWith('"'))?.value ?? null

const actions: Readonly<Record<string, string>> = {
  CASCADE: 'Cascade',
  RESTRICT: 'Restrict',
  'NO ACTION': 'NoAction',
  'SET NULL': 'SetNull',
  'SET DEFAULT': 'SetDefault',
}

/** PostgreSQL's referential action in Prisma's words. */
export const prismaAction = (action: string): string => actions[action] ?? action
