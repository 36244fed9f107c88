import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  blockAttributes,
  blockText,
  blocksOf,
  fieldsOf,
  findBlock,
  findField,
  findModel,
  parseDocument,
  parseMember,
  serialiseDocument,
  type Document,
} from '../../src/prisma/document.ts'
import { maskText } from '../../src/prisma/mask.ts'
import { fileText } from './schema-texts.ts'

const parse = (content: string): Document => parseDocument([{ path: 'schema.prisma', content }])
const keysOf = (document: Document, block: string): readonly (string | null)[] =>
  findBlock(document, block)?.members.map(({ key }) => key) ?? []

describe('maskText', () => {
  it('paints over strings and comments, offset for offset', () => {
    expect(maskText('a "x\\"{" // y "\n/* }\n */ b\r\n')).toBe('a "____" ######\n######## b\r\n')
    expect(maskText('"open { \n}')).toBe('"_______\n}')
    expect(maskText('a / b /* never')).toBe('a / b ########')
    expect(maskText('x // y\r\nz')).toBe('x ####\r\nz')
  })
})

describe('parseDocument', () => {
  it('gives every byte back, whatever the text', () => {
    fc.assert(
      fc.property(fileText, (content) => {
        expect(serialiseDocument(parse(content))).toEqual([{ path: 'schema.prisma', content }])
      }),
      { numRuns: 300 },
    )
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '"', '\\', '/', '*', '\n', '\r', ' ', 'model A ', '@', '(', ')', '[', 'x', '😀') }),
        (content) => {
          expect(serialiseDocument(parse(content))[0]?.content).toBe(content)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('finds blocks and members whatever is in strings and comments', () => {
    const document = parse(`// model Commented {
/* model AlsoCommented {
}
*/

/// Who writes.
model User { // } not yet
  id    Int    @id /* a
  } comment of two lines */
  email String @default("} model Fake {") // }

  // loose

  /// The posts.
  posts Post[]
  @@map("us\\"ers }")
} model Post {
  id Int @id
  author User @relation(fields: [authorId], references: [id])
  authorId Int
}
enum Role { // roles
  ADMIN
  USER @map("us er") // }
  @@map("roles")
}
`)
    expect(blocksOf(document).map(({ key }) => key)).toEqual(['model User', 'model Post', 'enum Role'])
    expect(keysOf(document, 'model User')).toEqual(['field id', 'field email', null, null, null, 'field posts', '@@map("us\\"ers}")'])
    expect(keysOf(document, 'model Post')).toEqual(['field id', 'field author', 'field authorId'])
    expect(keysOf(document, 'enum Role')).toEqual(['value ADMIN', 'value USER', '@@map("roles")'])
    expect(findBlock(document, 'model User')?.head).toBe('/// Who writes.\nmodel User { // } not yet\n')
    const posts = findField(document, 'User', 'posts')
    expect(posts?.text).toBe('  /// The posts.\n  posts Post[]\n')
    expect(posts?.text.slice(posts.lead)).toBe('  posts Post[]\n')
  })

  it('reads a field: type, arity, attributes with their arguments and places', () => {
    const text = 'größe Unsupported("circle(1)") ? @default(dbgenerated("a) @x")) @db.VarChar (10)@unique // @map("no")\n'
    const field = parseMember('model', `  /// doc\n${text}`)
    expect(field).toMatchObject({
      kind: 'field',
      key: 'field größe',
      name: 'größe',
      type: 'Unsupported("circle(1)")',
      optional: true,
      list: false,
      attributes: [
        { name: '@default', arguments: 'dbgenerated("a) @x")' },
        { name: '@db.VarChar', arguments: '10' },
        { name: '@unique', arguments: null },
      ],
    })
    if (field.kind !== 'field') throw new Error('not a field')
    const [first, second, third] = field.attributes
    expect([first, second, third].map((one) => text.slice(one?.start, one?.end))).toEqual([
      '@default(dbgenerated("a) @x"))',
      '@db.VarChar (10)',
      '@unique',
    ])
    expect(text.slice(field.typeStart, field.typeEnd)).toBe('Unsupported("circle(1)") ?')
    expect(text.slice(field.contentEnd)).toBe(' // @map("no")\n')
  })

  it('reads block attributes, enum values and settings', () => {
    const document = parse(`datasource db {
  // of Prisma 6
  provider = "postgresql" // }
  url      = env("DATABASE_URL")
  schemas  = ["a", "b"]
}
model A {
  id Int @id
  @@index([id, b(sort: Desc)], map: "x y") // z
  @@ignore
}
`)
    expect(findBlock(document, 'datasource db')?.members).toMatchObject([
      { kind: 'setting', key: 'setting provider', name: 'provider', value: '"postgresql"' },
      { kind: 'setting', key: 'setting url', value: 'env("DATABASE_URL")' },
      { kind: 'setting', key: 'setting schemas', value: '["a", "b"]' },
    ])
    expect(blockAttributes(findModel(document, 'A'))).toMatchObject([
      { name: '@@index', arguments: '[id, b(sort: Desc)], map: "x y"', key: '@@index([id,b(sort:Desc)],map:"xy")' },
      { name: '@@ignore', arguments: '', key: '@@ignore()' },
    ])
  })

  it('never fails: what is not a schema stays text', () => {
    for (const content of ['', '}', 'model', 'model A {', 'model A {\n  id Int', '{{{{', 'model A {\n  @@index([a\n}\nmodel B {\n}\n'])
      expect(serialiseDocument(parse(content))[0]?.content).toBe(content)
  })

  it('keeps the files of a schema of several files apart', () => {
    const files = [
      { path: 'base.prisma', content: 'datasource db {\n}\n' },
      { path: 'blog/post.prisma', content: 'model Post {\r\n\tid Int @id\r\n}' },
    ]
    const document = parseDocument(files)
    expect(serialiseDocument(document)).toEqual(files)
    expect(fieldsOf(findModel(document, 'Post')).map(({ name }) => name)).toEqual(['id'])
    expect(blocksOf(document).map(blockText)).toEqual(files.map(({ content }) => content))
  })
})
