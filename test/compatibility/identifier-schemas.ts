import type { AnswerFlags } from '../../src/diff/parse-answers.ts'

/** Names as people have them, and as nobody should: each is a table, a column, an enum, a value, an index and a constraint in turn. */
export const awkwardNames = {
  'quotes, spaces and dots': ['we"ird', "o'clock", 'with space', 'a.dot', '"', 'a "b" \'c\' .d'],
  'comments, parameters and code': ['-- comment', '/* open', '$stager$', ':key_range', 'x; DROP TABLE y', '$1'],
  'escapes and patterns': ['back\\slash', '100%', 'new\nline', 'per_cent%_', '\\', 'a\tb\\n'],
  'letters of all kinds': ['Größe', '🦆 duck', 'ÜBER', 'İstanbul', 'e\u0301', '数据'],
  'reserved words': ['select', 'User', 'NULL', 'order', 'table', 'constraint'],
  'names of 63 bytes that differ in the last one': [1, 2, 3, 4, 5, 6].map((end) => `${'n'.repeat(62)}${String(end)}`),
  'names of 63 bytes that end in a wide letter': ['ä', 'ö', 'ü', 'ß', 'é', 'ç'].map((end) => `${'🦆'.repeat(15)}x${end}`),
} satisfies Readonly<Record<string, readonly string[]>>

const text = (name: string): string => JSON.stringify(name)

/** Another name of the same kind, still within 63 bytes. */
const variant = (name: string, letter: string): string =>
  Buffer.byteLength(name) < 60 ? `${name}${letter}` : `${letter}${[...name].slice(1).join('')}`

export interface IdentifierCase {
  readonly before: string
  readonly after: string
  readonly answers: AnswerFlags
}

/** Most kinds of change at once, in two PostgreSQL schemas, where everything is called by the six names. */
export function identifierCase(names: readonly string[]): IdentifierCase {
  const at = (number: number, letter = ''): string => {
    const name = names[number % names.length] ?? ''
    return letter === '' ? name : variant(name, letter)
  }
  const quoted = (number: number, letter = ''): string => text(at(number, letter))
  const column = (number: number): string => `"${at(number).replaceAll('"', '""')}"`
  const schema = `datasource db {
  provider = "postgresql"
  schemas  = ["public", ${quoted(4, 's')}]
}

enum Kind {
  A @map(${quoted(1)})
  B @map(${quoted(2)})
  @@map(${quoted(0, 'e')})
  @@schema(${quoted(4, 's')})
}
`
  const before = `${schema}
model Parent {
  id       Int     @id(map: ${quoted(2, 'p')}) @default(autoincrement()) @map(${quoted(0)})
  label    String  @default(${quoted(3)}) @map(${quoted(1)})
  old      String  @unique(map: ${quoted(0, 'u')}) @map(${quoted(2)})
  maybe    String? @map(${quoted(3)})
  gone     String? @map(${quoted(4)})
  required String  @map(${quoted(5)})
  kind     Kind    @default(A) @map(${quoted(0, 'k')})
  children Child[]
  @@index([label, maybe], map: ${quoted(0, 'i')})
  @@index([required], map: ${quoted(1, 'i')})
  @@map(${quoted(0)})
  @@schema(${quoted(4, 's')})
}

model Child {
  id       Int    @id(map: ${quoted(5, 'q')}) @default(autoincrement()) @map(${quoted(5)})
  parentId Int    @map(${quoted(0)})
  parent   Parent @relation(fields: [parentId], references: [id], map: ${quoted(3, 'f')}, onDelete: Cascade)
  otherId  Int?   @map(${quoted(1)})
  @@map(${quoted(1)})
  @@schema("public")
}

model Gone {
  id Int @id(map: ${quoted(2, 'q')}) @map(${quoted(2)})
  @@map(${quoted(2)})
  @@schema(${quoted(4, 's')})
}
`
  const after = `${schema}
enum Added {
  C @map(${quoted(3)})
  @@map(${quoted(1, 'e')})
  @@schema("public")
}

model Parent {
  id       Int     @id(map: ${quoted(3, 'p')}) @default(autoincrement()) @map(${quoted(0)})
  label    String  @default(${quoted(5)}) @map(${quoted(1)})
  renamed  String  @unique(map: ${quoted(1, 'u')}) @map(${quoted(3, 'r')})
  maybe    String  @map(${quoted(3)})
  required String? @map(${quoted(5)})
  kind     Kind    @default(B) @map(${quoted(0, 'k')})
  filled   String  @map(${quoted(4, 'c')})
  stamp    String  @default(dbgenerated("gen_random_uuid()")) @map(${quoted(5, 'c')})
  added    Added   @default(C) @map(${quoted(1, 'c')})
  children Child[]
  others   Child[] @relation("other")
  @@unique([required, label], map: ${quoted(2, 'u')})
  @@index([label, maybe], map: ${quoted(2, 'i')})
  @@index([filled], map: ${quoted(3, 'i')})
  @@map(${quoted(0)})
  @@schema(${quoted(4, 's')})
}

model Child {
  id       Int     @id(map: ${quoted(5, 'q')}) @default(autoincrement()) @map(${quoted(5)})
  parentId Int     @map(${quoted(0)})
  parent   Parent  @relation(fields: [parentId], references: [id], map: ${quoted(4, 'f')}, onDelete: Restrict)
  otherId  Int?    @map(${quoted(1)})
  other    Parent? @relation("other", fields: [otherId], references: [id], map: ${quoted(5, 'f')})
  @@map(${quoted(1)})
  @@schema("public")
}

model Fresh {
  id Int @id(map: ${quoted(3, 'q')}) @map(${quoted(3)})
  @@map(${quoted(3)})
  @@schema("public")
}
`
  return {
    before,
    after,
    answers: {
      rename: ['Parent.old:renamed'],
      drop: ['Parent.gone', 'Gone'],
      fill: [`Parent.maybe=${column(1)}`, `Parent.filled=lower(${column(1)}) || ${column(5)}`],
      orphans: ['Child.otherId:null'],
      duplicates: ['Parent.required:suffix'],
    },
  }
}
