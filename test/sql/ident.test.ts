import { describe, expect, it } from 'vitest'
import { cutName, ident, literal, tableName } from '../../src/sql/ident.ts'

describe('ident', () => {
  it('always quotes, and doubles quotes', () => {
    expect(ident('user')).toBe('"user"')
    expect(ident('a "b" c')).toBe('"a ""b"" c"')
  })
})

describe('tableName', () => {
  it('is unqualified in the default schema', () => {
    expect(tableName({ schema: null, name: 'User' })).toBe('"User"')
    expect(tableName({ schema: 'my.app', name: 'po"st' })).toBe('"my.app"."po""st"')
  })
})

describe('literal', () => {
  it('doubles quotes, and escapes backslashes', () => {
    expect(literal("it's")).toBe("'it''s'")
    expect(literal("a\\b'c")).toBe("E'a\\\\b''c'")
    expect(literal('')).toBe("''")
  })
})

describe('cutName', () => {
  it('keeps short names', () => {
    expect(cutName('User', '_pkey')).toBe('User_pkey')
  })

  it('cuts the prefix to 63 bytes as Prisma does', () => {
    const model = 'AVeryLongModelNameThatGoesOnAndOnAndOnForEver'
    expect(cutName(`${model}_anotherVeryLongFieldNameThatIsAlsoLong`, '_key')).toBe(`${model}_anotherVeryLo_key`)
  })

  it('cuts on a character boundary', () => {
    const model = 'AVeryLongModelNameThatGoesOnAndOnAndOnForEver'
    expect(cutName(`${model}_${'é'.repeat(27)}`, '_idx')).toBe(`${model}_éééééé_idx`)
    expect(Buffer.byteLength(cutName('😀'.repeat(30), '_fkey'))).toBe(61)
    expect(cutName('😀'.repeat(30), '_fkey')).toBe(`${'😀'.repeat(14)}_fkey`)
  })
})
