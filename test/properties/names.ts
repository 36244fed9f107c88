/** Names that schemas have, the awkward ones last: a number past the end of a list goes round. */
const maps: readonly string[] = [
  'snake_case',
  'users',
  'CamelCase',
  'with space',
  'select',
  'Größe',
  'kebab-case',
  'a.dot',
  'we"ird',
  "o'clock",
  '🦆 duck',
  '$stager$',
  'back\\slash',
  '100%',
  ':key_range',
  '-- comment',
  '/* comment */',
  'semi;colon',
  '$1',
  'x'.repeat(63),
  `${'ü'.repeat(31)}y`,
]

const models: readonly string[] = ['User', 'Post', 'Order', 'Comment', 'Group', 'Tag', 'blog_post', 'Select', `Long${'m'.repeat(44)}`]
const fields: readonly string[] = [
  'name',
  'title',
  'count',
  'createdAt',
  'state',
  'order',
  'from',
  'new_value',
  'A',
  `long${'f'.repeat(55)}`,
]
const enums: readonly string[] = ['Role', 'Status', 'Kind', 'user_type']
const values: readonly string[] = ['ADMIN', 'MEMBER', 'draft', 'DONE', 'On_Hold', 'null_', 'A', 'B']
const relations: readonly string[] = ['author', 'parent', 'owner', 'items', 'Friends']

const lists = { models, fields, enums, values, relations, maps }

export type NameKind = keyof typeof lists

/** The name of that number which `taken` does not have; a name of 63 bytes stays one. */
export function freeName(kind: NameKind, number: number, taken: readonly string[]): string {
  const list = lists[kind]
  const name = list[number % list.length] ?? 'name'
  for (let round = 0; ; round += 1) {
    const candidate = round === 0 ? name : withNumber(kind, name, round)
    if (!taken.includes(candidate)) return candidate
  }
}

function withNumber(kind: NameKind, name: string, round: number): string {
  if (kind !== 'maps') return `${name}${String(round)}`
  return Buffer.byteLength(name) < 60 ? `${name}${String(round)}` : `${String(round)}${[...name].slice(String(round).length).join('')}`
}
