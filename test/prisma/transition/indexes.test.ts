import { describe, expect, it } from 'vitest'
import { transitionText } from '../transition-case.ts'

describe('indexes', () => {
  it('keeps dropped indexes and uniques as they were written', async () => {
    const text = await transitionText({
      before:
        'model User {\n  id Int @id\n  a$ Int\n}\n'.replace('a$', 'a') +
        'model Post {\n  id Int @id\n  a Int\n  b Int @unique(map: "b_only")\n  c Int @unique\n\n  // the feed\n  @@index([a(sort: Desc), b], type: BTree, map: "feed")\n  @@index([b], type: Hash)\n  @@unique([a, b], name: "ab", map: "a_b")\n}\n',
      after: 'model User {\n  id Int @id\n  a Int\n}\nmodel Post {\n  id Int @id\n  a Int\n  b Int\n  c Int\n}\n',
    })
    expect(text).toContain('  // the feed\n  @@index([a(sort: Desc), b], type: BTree, map: "feed")\n')
    expect(text).toContain('  @@index([b], type: Hash)\n')
    expect(text).toContain('  @@unique([a, b], name: "ab", map: "a_b")\n')
    expect(text).toContain('  b Int @unique(map: "b_only")\n  c Int @unique\n')
  })

  it('drops the client name of a unique key that something else has now', async () => {
    const text = await transitionText({
      before: 'model User {\n  id Int @id\n  a Int?\n  b Int?\n  @@unique([a, b], name: "key")\n}\n',
      after: 'model User {\n  id Int @id\n  a Int?\n  b Int?\n  key Int?\n}\n',
    })
    expect(text).toContain('  @@unique([a, b])\n')
  })

  it('keeps an index over a field that got another name, whatever is in the name', async () => {
    const text = await transitionText({
      before: 'model User {\n  id Int @id\n  a Int?\n  ab Int?\n  @@index([ab, a], map: "a")\n}\n',
      after: 'model User {\n  id Int @id\n  a Int?  @map("z")\n  ab Int?\n}\n',
      flags: { rename: ['User.a:a'] },
    })
    expect(text).toContain('  @@index([ab, aBefore], map: "a")\n')
  })

  it('leaves out a unique that contract builds, on the field and on the block', async () => {
    const text = await transitionText({
      before: 'model User {\n  id Int @id\n  a Int\n  b Int\n}\n',
      after: 'model User {\n  id Int @id\n  a Int @unique(map: "x") // one\n  b Int\n  @@unique(fields: [a, b])\n  @@index([a, b])\n}\n',
    })
    expect(text).toBe('model User {\n  id Int @id\n  a Int // one\n  b Int\n  @@index([a, b])\n}\n')
  })

  it('tells apart indexes of the same columns by their names', async () => {
    const text = await transitionText({
      before: 'model User {\n  id Int @id\n  a Int\n  @@index([a])\n  @@index([a], type: Hash, map: "hashed")\n}\n',
      after: 'model User {\n  id Int @id\n  a Int\n  @@index([a], type: Hash, map: "hashed")\n}\n',
    })
    expect(text.match(/@@index/g)).toHaveLength(2)
  })
})
