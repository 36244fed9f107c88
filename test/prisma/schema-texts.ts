import fc from 'fast-check'

/** Arbitrary schema text in every layout that Prisma accepts; not only what `prisma format` writes. */

const fieldNames = ['id', 'email', 'name', 'age', 'bio', 'posts', 'authorId', 'größe', 'createdAt', 'a_b'] as const

const indent = fc.constantFrom('  ', '\t', '', '    ')
const gap = fc.constantFrom(' ', '   ', '\t')
const trailing = fc.constantFrom('', '', '', ' // trailing } "', ' /// documented', ' /* block { */')
const comment = fc.constantFrom('// plain', '/// doc } {', '// "quote', '/* one line } */', '/* two\n\n } lines */', '// @@index([x])')

const attributes = fc.constantFrom(
  '',
  ' @unique',
  ' @default("a } // b")',
  ' @default("say \\"hi\\" (")',
  ' @map("we ird.😀")',
  ' @relation("x", fields: [id], references: [id])',
  ' @db.VarChar(10) @default(dbgenerated("now() - interval \'1 day\'"))',
  ' @id @default(cuid())',
)
const types = fc.constantFrom('String', 'Int?', 'String[]', 'Unsupported("circle(1)")?', 'Post', 'DateTime ?')

const withComments = (line: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(fc.constant(''), { maxLength: 2 }), fc.array(fc.tuple(indent, comment), { maxLength: 2 }), line)
    .map(([blanks, comments, text]) => [...blanks, ...comments.map(([space, words]) => space + words), text].join('\n'))

const fieldLine = (name: string): fc.Arbitrary<string> =>
  fc
    .tuple(indent, gap, types, attributes, trailing)
    .map(([space, between, type, rest, end]) => `${space}${name}${between}${type}${rest}${end}`)

const blockAttribute = fc
  .tuple(indent, fc.constantFrom('@@index([id, email])', '@@unique([ name ])', '@@map("ta ble")', '@@schema("x")'), trailing)
  .map((parts) => parts.join(''))

const looseEnd = fc.constantFrom('', '\n  // the end', '\n\n')

export const modelText = (name: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc
        .uniqueArray(fc.constantFrom(...fieldNames), { minLength: 1, maxLength: 6 })
        .chain((names) => fc.tuple(...names.map((one) => withComments(fieldLine(one))))),
      fc.uniqueArray(withComments(blockAttribute), {
        maxLength: 3,
        selector: (text) => /@@\w+/.exec(text.replaceAll(/\/\/.*$/gm, ''))?.[0],
      }),
      looseEnd,
      fc.constantFrom('{', '{ // opened', ' {'),
    )
    .map(([fields, all, end, brace]) => `model ${name} ${brace}\n${[...fields, ...all].join('\n')}${end}\n}`)

export const enumText = (name: string): fc.Arbitrary<string> =>
  fc
    .uniqueArray(fc.constantFrom('ADMIN', 'USER', 'Größe', 'x_1'), { minLength: 1 })
    .map((values) => `enum ${name} {\n${values.map((value) => `  ${value} @map("${value} }")`).join('\n')}\n}`)

export const settingsText =
  'datasource db {\n  // where\n  provider = "postgresql" // always\n  url      = env("DATABASE_URL")\n}\n\ngenerator client {\n  provider = "prisma-client"\n}\n'

/** Blocks in a file, with whatever stands between them. */
export const joined = (blocks: readonly string[], between: string): string => [settingsText, ...blocks].join(between)

export const blockNames = ['User', 'Post', 'Tag', 'Überschrift'] as const

export const fileText: fc.Arbitrary<string> = fc
  .tuple(
    fc
      .uniqueArray(fc.constantFrom(...blockNames), { minLength: 1 })
      .chain((names) => fc.tuple(...names.map((name, index) => (index === 2 ? enumText(name) : withComments(modelText(name)))))),
    fc.constantFrom('\n', '\n\n', '\n\n// loose comment\n\n', '\n/* } */\n'),
    fc.constantFrom('', '\n', '\n\n// end'),
    fc.boolean(),
  )
  .map(([blocks, between, end, windows]) => {
    const text = joined(blocks, between) + end
    return windows ? text.replaceAll('\n', '\r\n') : text
  })
