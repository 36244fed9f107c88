import { expect, test } from 'vitest'

import { formatAnswers } from '../../src/diff/format-answers.ts'
import { parseAnswers } from '../../src/diff/parse-answers.ts'

test('what is written is read back', () => {
  const flags = {
    rename: ['User.name:fullName', 'Team:Group', 'User.city:Address.city'],
    drop: ['User.legacy', 'Session'],
    fill: ["User.domain=split_part(email, '@', 2)", 'Post.slug=./slug.ts', 'Post.body=ts', 'Post.state=none', 'Post.n=(SELECT 1)'],
    down: ["User.legacy='x=y'"],
    duplicates: ['User.email:suffix'],
    orphans: ['Post.authorId:delete'],
    mapValue: ['Role.A:B:ADMIN'],
  }
  expect(formatAnswers(parseAnswers(flags))).toEqual(flags)
  expect(parseAnswers(formatAnswers(parseAnswers(flags)))).toEqual(parseAnswers(flags))
})

test('flags without a value are left out', () => {
  expect(formatAnswers(parseAnswers({ drop: ['User'] }))).toEqual({ drop: ['User'] })
})
