import { describe, expect, it } from 'vitest'
import { parseDocument, serialiseDocument, type Document } from '../../src/prisma/document.ts'
import {
  addAttribute,
  addBlockAttribute,
  insertBlock,
  insertMember,
  removeAttribute,
  removeBlock,
  removeMember,
  replaceMember,
  setAttribute,
  setFieldOptional,
} from '../../src/prisma/edit-document.ts'

const parse = (...contents: readonly string[]): Document =>
  parseDocument(contents.map((content, index) => ({ path: `${index}.prisma`, content })))
const textOf = (document: Document): string =>
  serialiseDocument(document)
    .map(({ content }) => content)
    .join('=====\n')

const model = `model User {
  id      Int      @id // the key
  email   String   @unique   // trailing
  bio     String?  @db.Text
  tags    String[]

  @@index([email])
}
`

const edited = (edit: (document: Document) => Document): string[] => {
  const lines = textOf(edit(parse(model))).split('\n')
  return lines.filter((line) => !model.split('\n').includes(line))
}

describe('fields', () => {
  it('become optional and required in place, the alignment kept', () => {
    expect(edited((one) => setFieldOptional(one, 'User', 'email', true))).toEqual(['  email   String?  @unique   // trailing'])
    expect(edited((one) => setFieldOptional(one, 'User', 'bio', false))).toEqual(['  bio     String   @db.Text'])
    expect(textOf(setFieldOptional(setFieldOptional(parse(model), 'User', 'email', true), 'User', 'email', false))).toBe(model)
    expect(edited((one) => setFieldOptional(one, 'User', 'tags', true))).toEqual([])
    expect(edited((one) => setFieldOptional(one, 'User', 'nobody', true))).toEqual([])
    expect(textOf(setFieldOptional(parse('model A {\n\ta Int@id\n}'), 'A', 'a', true))).toBe('model A {\n\ta Int?@id\n}')
  })

  it('get, change and lose attributes', () => {
    expect(edited((one) => addAttribute(one, 'User', 'id', '@ignore'))).toEqual(['  id      Int      @id @ignore // the key'])
    expect(edited((one) => addAttribute(one, 'User', 'tags', '@ignore'))).toEqual(['  tags    String[] @ignore'])
    expect(edited((one) => removeAttribute(one, 'User', 'email', '@unique'))).toEqual(['  email   String   // trailing'])
    expect(edited((one) => removeAttribute(one, 'User', 'email', '@map'))).toEqual([])
    expect(edited((one) => setAttribute(one, 'User', 'bio', '@db.VarChar(3)'))).toEqual(['  bio     String?  @db.Text @db.VarChar(3)'])
    expect(edited((one) => setAttribute(one, 'User', 'email', '@unique(map: "x y")'))).toEqual([
      '  email   String   @unique(map: "x y")   // trailing',
    ])
  })
})

describe('members', () => {
  it('are inserted after another, first, or behind the last of their kind', () => {
    expect(textOf(insertMember(parse(model), 'model User', '  name String', 'field email'))).toContain('// trailing\n  name String\n  bio')
    expect(textOf(insertMember(parse(model), 'model User', '  name String', null))).toContain('model User {\n  name String\n  id')
    expect(textOf(insertMember(parse(model), 'model User', '  name String', 'field gone'))).toContain(
      'String[]\n  name String\n\n  @@index',
    )
    expect(textOf(insertMember(parse(model), 'model User', '  @@map("x")', 'field gone'))).toContain('@@index([email])\n  @@map("x")\n}')
    expect(textOf(insertMember(parse('enum E {\r\n  A\r\n}'), 'enum E', '  B', 'value A'))).toBe('enum E {\r\n  A\r\n  B\r\n}')
  })

  it('are removed and replaced with their comments', () => {
    const commented = 'model A {\n  // loose\n\n  // mine\n  a Int @id\n  b Int\n}\n'
    expect(textOf(removeMember(parse(commented), 'model A', 'field a'))).toBe('model A {\n  // loose\n\n  b Int\n}\n')
    expect(textOf(replaceMember(parse(commented), 'model A', 'field b', '  c Int\n'))).toBe(commented.replace('  b Int', '  c Int'))
    expect(textOf(removeMember(parse(model), 'model User', '@@index([email])'))).not.toContain('@@index')
  })

  it('of a block come with an attribute of their own once', () => {
    const ignored = addBlockAttribute(parse(model), 'model User', '@@ignore')
    expect(textOf(ignored)).toContain('  @@index([email])\n  @@ignore\n}')
    expect(textOf(addBlockAttribute(ignored, 'model User', '@@ignore'))).toBe(textOf(ignored))
  })
})

describe('blocks', () => {
  const a = 'model A {\n  id Int @id\n}\n'
  const b = 'model B {\n  id Int @id\n}\n'
  const c = '/// third\nmodel C {\n  id Int @id\n}\n'

  it('are inserted after another, first, or last, each with one blank line', () => {
    expect(textOf(insertBlock(parse(`${a}\n${c}`), b, 'model A', null))).toBe(`${a}\n${b}\n${c}`)
    expect(textOf(insertBlock(parse(`${b}\n${c}`), a, null, '0.prisma'))).toBe(`${a}\n${b}\n${c}`)
    expect(textOf(insertBlock(parse(`${a}\n${b}`), c, 'model Gone', null))).toBe(`${a}\n${b}\n${c}`)
    expect(textOf(insertBlock(parse(a.trimEnd()), b, 'model A', null))).toBe(`${a}\n${b}`)
    expect(textOf(insertBlock(parse(a), a, null, null))).toBe(a)
    expect(textOf(insertBlock(parse(''), a, null, null))).toBe(a)
  })

  it('go into their own file, which is made in a schema of several files', () => {
    expect(textOf(insertBlock(parse(a, b), c, null, '1.prisma'))).toBe(`${a}=====\n${c}\n${b}`)
    expect(serialiseDocument(insertBlock(parse(a, b), c, null, 'new.prisma')).at(-1)).toEqual({ path: 'new.prisma', content: c })
    expect(textOf(insertBlock(parse(a), c, 'model A', 'old.prisma'))).toBe(`${a}\n${c}`)
    expect(textOf(insertBlock(parse(a), c, null, 'old.prisma'))).toBe(`${c}\n${a}`)
  })

  it('are removed with one blank line', () => {
    expect(textOf(removeBlock(parse(`${a}\n${b}\n${c}`), 'model B'))).toBe(`${a}\n${c}`)
    expect(textOf(removeBlock(parse(`${a}\n${b}\n${c}`), 'model A'))).toBe(`${b}\n${c}`)
    expect(textOf(removeBlock(parse(`${a}\n${b}\n${c}`), 'model C'))).toBe(`${a}\n${b}`)
    expect(textOf(removeBlock(parse(a), 'model A'))).toBe('')
    expect(textOf(removeBlock(parse(`${a}// about b\n\n${b}`), 'model B'))).toBe(`${a}// about b\n`)
  })
})
