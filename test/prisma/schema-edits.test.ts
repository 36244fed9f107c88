import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StagerError } from '../../src/errors.ts'
import { blockText, blocksOf, findBlock, parseDocument, serialiseDocument, type Document } from '../../src/prisma/document.ts'
import { applyEdits, diffDocuments } from '../../src/prisma/schema-edits.ts'
import { blockNames, joined, modelText } from './schema-texts.ts'

const parse = (content: string): Document => parseDocument([{ path: 'schema.prisma', content }])
const textOf = (document: Document): string =>
  serialiseDocument(document)
    .map(({ content }) => content)
    .join('')
const apply = (before: string, after: string, to = before): string =>
  textOf(applyEdits(parse(to), diffDocuments(parse(before), parse(after))))

const conflictOf = (work: () => unknown): StagerError => {
  try {
    work()
  } catch (error) {
    if (error instanceof StagerError) return error
    throw error
  }
  throw new Error('there was no conflict')
}

/** Two schemas with the same models; their members differ in every way. */
const pair = fc.tuple(fc.constantFrom('\n', '\n\n', '\n// x\n\n'), ...blockNames.map((name) => fc.tuple(modelText(name), modelText(name))))
const texts = pair.map(([between, ...models]) => {
  const [before, after] = [models.map(([one]) => one), models.map(([, other]) => other)]
  return { between, before, after }
})

describe('diffDocuments and applyEdits', () => {
  it('are exact when only members change', () => {
    fc.assert(
      fc.property(texts, ({ between, before, after }) => {
        const [a, b] = [joined(before, between), joined(after, between)]
        expect(apply(a, b)).toBe(b)
        expect(apply(b, a)).toBe(a)
        expect(diffDocuments(parse(a), parse(a))).toEqual([])
      }),
    )
  })

  it('end in the same text when they were killed half-way and are applied again', () => {
    fc.assert(
      fc.property(texts, fc.nat(), ({ between, before, after }, cut) => {
        const [a, b] = [joined(before, between), joined(after, between)]
        const edits = diffDocuments(parse(a), parse(b))
        const half = applyEdits(parse(a), edits.slice(0, cut % (edits.length + 1)))
        expect(textOf(applyEdits(half, edits))).toBe(b)
        expect(textOf(applyEdits(parse(b), edits))).toBe(b)
      }),
    )
  })

  it('leave other models to whoever edits them meanwhile', () => {
    fc.assert(
      fc.property(texts, ({ between, before, after }) => {
        const mine = after.map((text, index) => (index === 0 ? text : (before[index] ?? '')))
        const theirs = after.map((text, index) => (index === 0 ? (before[index] ?? '') : text))
        expect(apply(joined(before, between), joined(mine, between), joined(theirs, between))).toBe(joined(after, between))
      }),
    )
  })

  it('insert and remove whole blocks, wherever they stand', () => {
    fc.assert(
      fc.property(texts, fc.nat({ max: 15 }), fc.nat({ max: 15 }), ({ before, after }, left, right) => {
        const some = (all: readonly string[], mask: number): string[] => all.filter((_, index) => (mask & (1 << index)) !== 0)
        const [a, b] = [joined(some(before, left), '\n\n'), joined(some(after, right), '\n\n')]
        const result = parse(apply(a, b))
        const wanted = blocksOf(parse(b))
        expect(blocksOf(result).map(({ key }) => key)).toEqual(wanted.map(({ key }) => key))
        for (const block of wanted) expect(blockText(findBlock(result, block.key) ?? block).trimEnd()).toBe(blockText(block).trimEnd())
      }),
    )
  })
})

const base = `model User {
  id    Int     @id
  // how to reach
  email String?
  name  String

  @@index([email])
}
`

describe('applyEdits', () => {
  const tightened = base.replace('email String?', 'email String')

  it('takes a field as it is when only white space or its comment changed meanwhile', () => {
    expect(apply(base, tightened, base.replace('  email String?', '\temail    String ?'))).toBe(tightened)
    const commented = base.replace('// how to reach', '// by mail')
    expect(apply(base, tightened, commented)).toBe(commented.replace('email String?', 'email String'))
  })

  it('keeps what others added to the same model', () => {
    const others = base.replace('  name  String', '  name  String @db.Text\n  age   Int')
    expect(apply(base, tightened, others)).toBe(others.replace('email String?', 'email String'))
    expect(apply(base, base.replace('  @@index([email])\n', ''), others)).not.toContain('@@index')
    expect(
      apply(base, base.replace('  name  String\n', '  name  String\n  slug  String\n'), base.replace('  name  String\n', '')),
    ).toContain('String?\n  slug')
  })

  it('refuses a field that somebody changed, by name', () => {
    const error = conflictOf(() => apply(base, tightened, base.replace('email String?', 'email String? @unique')))
    expect(error).toMatchObject({ code: 'schema-edit-conflict', exitCode: 4 })
    expect(error.message).toBe(
      '"field email" of model User in schema.prisma is not what the plan left there: it is "email String? @unique".',
    )
    expect(error.hint).toContain('"// how to reach email String?"')
  })

  it('refuses when the field or its model is gone, unless it was to go anyway', () => {
    const without = base.replace('  // how to reach\n  email String?\n', '')
    expect(conflictOf(() => apply(base, tightened, without)).message).toContain('it is gone')
    expect(conflictOf(() => apply(base, tightened, '// nothing')).message).toContain('the block is gone')
    expect(apply(base, without, without)).toBe(without)
    expect(apply(base, base.replace('  name  String\n', ''), '// nothing')).toBe('// nothing')
  })

  it('refuses to insert a field that is there in another form, and to remove a model that was edited', () => {
    const added = base.replace('  name  String\n', '  name  String\n  slug  String\n')
    expect(conflictOf(() => apply(base, added, added.replace('slug  String', 'slug  Int'))).message).toContain('"field slug"')
    expect(apply(base, added, added.replace('slug  String', 'slug String'))).toBe(added.replace('slug  String', 'slug String'))
    const error = conflictOf(() =>
      apply(`${base}\nmodel Old {\n  id Int @id\n}\n`, base, `${base}\nmodel Old {\n  id Int @id\n  more Int\n}\n`),
    )
    expect(error.message).toBe('model Old in schema.prisma is not what the plan left there: it was edited meanwhile.')
  })

  it('moves what was moved, and leaves an edited block its layout', () => {
    const moved =
      'model User {\n  name  String\n\n  // loose\n\n  id    Int     @id\n  // how to reach\n  email String?\n\n  @@index([email])\n}\n'
    expect(apply(base, moved)).toBe(moved)
    expect(apply(moved, base)).toBe(base)
    const others = base.replace('  name  String', '  name  String\n  age   Int')
    expect(apply(base, moved, others)).toBe(others)
  })

  it('leaves generators alone, and edits the datasource by its settings', () => {
    const settings = 'generator client {\n  provider = "x"\n}\n\ndatasource db {\n  provider = "postgresql"\n  schemas = ["a"]\n}\n'
    const wanted = settings.replace('["a"]', '["a", "b"]').replace('"x"', '"y"')
    const theirs = settings.replace('"x"', '"z"')
    expect(apply(settings, wanted, theirs)).toBe(theirs.replace('["a"]', '["a", "b"]'))
  })

  it('puts a block into the file that it came from', () => {
    const files = [
      { path: 'base.prisma', content: 'model A {\n  id Int @id\n}\n' },
      { path: 'blog/post.prisma', content: 'model Post {\n  id Int @id\n}\n' },
    ]
    const [before, after] = [parseDocument(files), parseDocument(files.slice(0, 1))]
    const gone = applyEdits(before, diffDocuments(before, after))
    expect(serialiseDocument(gone)).toEqual([files[0], { path: 'blog/post.prisma', content: '' }])
    expect(serialiseDocument(applyEdits(gone, diffDocuments(after, before)))).toEqual(files)
  })
})
