import { describe, expect, it } from 'vitest'
import { mergeAnswers, noAnswers, parseAnswers, type AnswerFlags } from '../../src/diff/parse-answers.ts'
import { withTransformSources } from '../../src/diff/parse-fill.ts'

const parse = (flags: AnswerFlags) => parseAnswers(flags)

describe('parseAnswers', () => {
  it('takes no flags', () => {
    expect(parse({})).toEqual(noAnswers)
  })

  it('reads renames, with or without the model on both sides', () => {
    expect(parse({ rename: ['User.name:fullName', ' Post.a : Post.b '] }).renames).toEqual(
      new Map([
        ['User.name', 'fullName'],
        ['Post.a', 'b'],
      ]),
    )
  })

  it('reads drops of fields, models and join tables', () => {
    expect(parse({ drop: ['User.legacy', 'Session', '_My relation'] }).drops).toEqual(new Set(['User.legacy', 'Session', '_My relation']))
  })

  it.each([
    ["User.a=lower(name) = 'x'", { kind: 'expression', sql: "lower(name) = 'x'", sources: ['name'] }],
    ['User.a=1', { kind: 'expression', sql: '1', sources: [] }],
    ['User.a = name || name', { kind: 'expression', sql: 'name || name', sources: ['name'] }],
    ['User.a=(SELECT max(id) FROM "Post")', { kind: 'query', sql: '(SELECT max(id) FROM "Post")', sources: ['id'] }],
    ['User.a=none', { kind: 'none' }],
    ['User.a=ts', { kind: 'typescript', file: null, sources: [] }],
    ['User.a=ts:./slug.ts', { kind: 'typescript', file: './slug.ts', sources: [] }],
    ['User.a=./slug.ts', { kind: 'typescript', file: './slug.ts', sources: [] }],
    ['User.a=backfills/slug.mts', { kind: 'typescript', file: 'backfills/slug.mts', sources: [] }],
    ['User.a=slug.js', { kind: 'typescript', file: 'slug.js', sources: [] }],
    ['User.a=slug.mjs', { kind: 'typescript', file: 'slug.mjs', sources: [] }],
  ])('reads the fill %s', (fill, expected) => {
    expect(parse({ fill: [fill] }).fills).toEqual(new Map([['User.a', expected]]))
  })

  it('reads downs and rules', () => {
    const answers = parse({ down: ["User.a='x'"], duplicates: ['User.email:suffix'], orphans: ['Post.authorId:delete'] })
    expect(answers.downs).toEqual(new Map([['User.a', { kind: 'expression', sql: "'x'", sources: [] }]]))
    expect(answers.duplicates).toEqual(new Map([['User.email', 'suffix']]))
    expect(answers.orphans).toEqual(new Map([['Post.authorId', 'delete']]))
  })

  it.each<[keyof AnswerFlags, string]>([
    ['rename', 'User.name'],
    ['rename', 'name:'],
    ['rename', 'User.name:'],
    ['drop', ''],
    ['drop', 'User.a.b'],
    ['drop', 'User.a:b'],
    ['fill', 'User.slug'],
    ['fill', 'slug=1'],
    ['fill', 'User.slug='],
    ['fill', 'User.slug=NULL'],
    ['down', 'User.legacy=./x.ts'],
    ['down', 'User.legacy=none'],
    ['down', 'User.legacy=(SELECT 1)'],
    ['duplicates', 'User.email:keep'],
    ['duplicates', 'User.email'],
    ['orphans', 'Post.authorId:suffix'],
  ])('refuses --%s %j', (flag, value) => {
    expect(() => parse({ [flag]: [value] })).toThrow(
      expect.objectContaining({ code: 'answer-invalid', exitCode: 2, message: expect.stringContaining(`--${flag} `) }),
    )
  })

  it('tells a field that is renamed from a model, and from a field that moves', () => {
    const { renames, modelRenames, moves } = parse({ rename: ['User.name:fullName', 'User:Person', 'User.bio:Profile.bio'] })
    expect([...renames]).toEqual([['User.name', 'fullName']])
    expect([...modelRenames]).toEqual([['User', 'Person']])
    expect([...moves]).toEqual([['User.bio', 'Profile.bio']])
  })

  it('maps values of enums, whatever they are made of', () => {
    expect([...parse({ mapValue: ['Role.OWNER:ADMIN', 'Role.a:b.c:D'] }).valueMappings]).toEqual([
      ['Role.OWNER', 'ADMIN'],
      ['Role.a:b.c', 'D'],
    ])
  })

  it('says what SQL is wrong', () => {
    expect(() => parse({ fill: ['User.slug=lower('] })).toThrow(expect.objectContaining({ code: 'expression-invalid', exitCode: 2 }))
    expect(() => parse({ fill: ['User.slug=1; DROP TABLE "User"'] })).toThrow(expect.objectContaining({ code: 'expression-invalid' }))
  })

  it.each<AnswerFlags>([
    { fill: ['User.a=1', 'User.a=2'] },
    { rename: ['User.a:b', 'User.a:c'] },
    { rename: ['User.a:c', 'User.b:c'] },
    { rename: ['User.a:b'], drop: ['User.a'] },
    { orphans: ['Post.a:null', 'Post.a:delete'] },
  ])('refuses two answers to one question: %j', (flags) => {
    expect(() => parse(flags)).toThrow(expect.objectContaining({ code: 'answer-conflict', exitCode: 2 }))
  })

  it('takes the same answer twice', () => {
    expect(parse({ fill: ['User.a=1', 'User.a=1'] }).fills.size).toBe(1)
  })
})

it('merges answers, and finds contradictions again', () => {
  const merged = mergeAnswers(parse({ fill: ['User.a=1'], drop: ['User.b'] }), parse({ fill: ['User.a=2'], rename: ['User.c:d'] }))
  expect(merged.fills.get('User.a')).toMatchObject({ sql: '2' })
  expect(() => mergeAnswers(merged, parse({ rename: ['User.b:e'] }))).toThrow(expect.objectContaining({ code: 'answer-conflict' }))
})

it('loads what transforms read, each file once', async () => {
  const loaded: string[] = []
  const answers = parse({ fill: ['User.a=./x.ts', 'User.b=./x.ts', 'User.c=ts', 'User.d=1'] })
  const { fills } = await withTransformSources(answers, (file) => {
    loaded.push(file)
    return Promise.resolve(['title'])
  })
  expect(loaded).toEqual(['./x.ts'])
  expect([...fills.values()].map((fill) => (fill.kind === 'none' ? [] : fill.sources))).toEqual([['title'], ['title'], [], []])
})
