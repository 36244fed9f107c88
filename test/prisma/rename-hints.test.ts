import { describe, expect, it } from 'vitest'
import { parseDocument, serialiseDocument } from '../../src/prisma/document.ts'
import { readRenameHints, withoutRenameHints } from '../../src/prisma/rename-hints.ts'

const text = `// @stager.renamed(from: "Nobody")

/// People.
/// @stager.renamed(from: "User")
model Account {
  id       Int    @id
  /// @stager.renamed(from: "name")
  fullName String // as they write it
  nick     String @default("@stager.renamed(from: \\"x\\")")
  mail     String @unique // @stager.renamed(from: "email")
  phone    String // with country @stager.renamed(from: "tel") code
}

enum Role {
  /// Runs the place.
  /// @stager.renamed(from: "OWNER")
  ADMIN @map("admin") // since May
  GUEST // @stager.renamed(from: "VISITOR")
}
`
const document = parseDocument([{ path: 'schema.prisma', content: text }])
const contentOf = (one: typeof document): string => serialiseDocument(one)[0]?.content ?? ''

describe('hints in the schema', () => {
  it('are comments above or behind what they are about', () => {
    expect(readRenameHints(document)).toEqual({
      models: new Map([['Account', 'User']]),
      fields: new Map([
        ['Account.fullName', 'name'],
        ['Account.mail', 'email'],
        ['Account.phone', 'tel'],
      ]),
      values: new Map([
        ['Role.ADMIN', 'OWNER'],
        ['Role.GUEST', 'VISITOR'],
      ]),
    })
  })

  it('go, and leave the rest of the comments', () => {
    expect(contentOf(withoutRenameHints(document))).toBe(`// @stager.renamed(from: "Nobody")

/// People.
model Account {
  id       Int    @id
  fullName String // as they write it
  nick     String @default("@stager.renamed(from: \\"x\\")")
  mail     String @unique
  phone    String // with country code
}

enum Role {
  /// Runs the place.
  ADMIN @map("admin") // since May
  GUEST
}
`)
  })

  it('are not seen where there are none', () => {
    const plain = parseDocument([{ path: 'schema.prisma', content: 'model A {\n  id Int @id // the key\n}\n' }])
    expect(readRenameHints(plain)).toEqual({ models: new Map(), fields: new Map(), values: new Map() })
    expect(withoutRenameHints(plain)).toEqual(plain)
  })
})
