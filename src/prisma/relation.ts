import { maskText } from './mask.ts'

/** Reads and writes the arguments of attributes such as `@relation(...)`, without touching what they hold. */

export interface Argument {
  /** Null for a positional one: `@relation("posts")`. */
  readonly name: string | null
  readonly value: string
}

/** Splits at top-level commas: strings and brackets are respected, comments are left out. */
export function parseArguments(text: string): readonly Argument[] {
  const mask = maskText(text)
  const parts: string[] = []
  let depth = 0
  let current = ''
  for (const [at, character] of mask.split('').entries()) {
    if ('([{'.includes(character)) depth += 1
    if (')]}'.includes(character)) depth -= 1
    if (character === ',' && depth === 0) {
      parts.push(current)
      current = ''
    } else if (character !== '#') current += text.charAt(at)
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

const listItems = (value: string): readonly string[] =>
  parseArguments(value.trim().replace(/^\[/, '').replace(/\]$/, '')).map((item) => item.value)

const leadingName = /^[\p{L}\p{N}_-]+/u

/** The names in `[a, b(sort: Desc)]`: field names only. */
export const listedFields = (value: string | null): readonly string[] =>
  value === null ? [] : listItems(value).flatMap((item) => leadingName.exec(item)?.[0] ?? [])

/** `[a, b(sort: Desc)]` with other names; what stands in parentheses stays. */
export const renameListed = (value: string, rename: (name: string) => string): string =>
  `[${listItems(value)
    .map((item) => item.replace(leadingName, (name) => rename(name)))
    .join(', ')}]`

/** The database's name in `map: "..."`. */
export function mappedName(all: readonly Argument[]): string | null {
  const value = argumentOf(all, 'map')
  return value?.startsWith('"') === true ? (JSON.parse(value) as string) : null
}

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
