import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completeFlag, flagText, placeholderOf, shellWord, splitWords } from '../../src/diff/flags.ts'

describe('shellWord', () => {
  it.each([
    ['User.name:fullName', 'User.name:fullName'],
    ['User.a=lower(title)', "'User.a=lower(title)'"],
    ["User.role='USER'", `"User.role='USER'"`],
    [`User.a="createdAt"`, `'User.a="createdAt"'`],
    [`User.a="b" || 'c'`, String.raw`'User.a="b" || '\''c'\'''`],
  ])('%s', (word, expected) => {
    expect(shellWord(word)).toBe(expected)
  })

  it('is read back by splitWords, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (word) => {
        expect(splitWords(flagText('fill', word))).toEqual(['--fill', word])
      }),
    )
  })

  it('is read as one word by a real shell', () => {
    const words = ["a'b", 'a"b', '$HOME `x` \\ !', `"x" || 'y'`, 'line\nbreak', '*', '~']
    expect(
      execFileSync('sh', ['-c', `printf '%s\\0' ${words.map(shellWord).join(' ')}`])
        .toString()
        .split('\0')
        .slice(0, -1),
    ).toEqual(words)
  })
})

describe('a placeholder', () => {
  it('is what the user writes', () => {
    expect(placeholderOf("--fill 'User.slug=<sql expression>'")).toBe('sql expression')
    expect(placeholderOf('--drop User.slug')).toBeNull()
  })

  it.each(["split_part(email, '@', 1)", `"a" || '$&'`, 'a < b'])('takes %s, quoted again', (text) => {
    expect(splitWords(completeFlag("--fill 'User.slug=<sql expression>'", text))).toEqual(['--fill', `User.slug=${text}`])
  })
})
