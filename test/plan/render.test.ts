import { describe, expect, it } from 'vitest'
import { code, escape, fenced } from '../../src/plan/markdown.ts'
import { renderHuman } from '../../src/plan/render-human.ts'
import { renderMarkdown } from '../../src/plan/render-markdown.ts'
import { examples } from '../helpers/examples.ts'
import { planExample } from '../helpers/plan-example.ts'
import { sampleBundle, sampleStep } from './sample-plan.ts'

const markdown = renderMarkdown(sampleBundle())

const occurrences = (text: string, part: string): number => text.split(part).length - 1

describe('renderMarkdown', () => {
  it('says in one line what changes', () => {
    expect(markdown.split('\n').slice(0, 3)).toEqual(['# add_slug', '', 'new column User.slug.'])
  })

  it('says what to do, in order', () => {
    const tasks = markdown.split('\n').filter((line) => /^\d\. /.test(line))
    expect(tasks.slice(0, 5).map((line) => line.slice(0, 40))).toEqual([
      '1. Review the answers given and the SQL ',
      '2. Merge. The pipeline runs `stager appl',
      '3. `stager apply --stage backfill`: hour',
      '4. `stager verify add_slug`, then `stage',
      '5. When that is merged and deployed, a p',
    ])
  })

  it('shows locks, and what they block', () => {
    expect(markdown).toContain('| 1 | alter of User | additive | ACCESS EXCLUSIVE on User | reads and writes | no |')
    expect(markdown).toContain('| contract | 1 step | reads and writes | no | `stager apply --stage contract` |')
  })

  it('holds every file, folded up', () => {
    for (const [path, text] of sampleBundle().texts) {
      if (path.endsWith('.prisma')) continue
      expect(markdown).toContain(`<details><summary><code>${path}</code>`)
      expect(markdown).toContain(text.trim())
    }
  })

  it('names gates, verifications, notes, answers and undo', () => {
    expect(markdown).toContain('- No process of the old release is left.')
    expect(markdown).toContain('- rows of User with NULL in slug (run `stager apply --stage backfill` again)')
    expect(markdown).toContain(String.raw`- The old application \| reads \*NULL\*.`)
    expect(markdown).toContain('- `User.slug` is filled with `id::text`.')
    expect(markdown).toContain('`stager undo add_slug` takes the database')
  })

  it('shows what was asked as it was asked, what was answered, and what else there was', () => {
    const text = renderMarkdown(
      sampleBundle({
        answers: { fill: ["User.slug=id || '|'"], rename: ['User.a:b'], mapValue: ['Role.A:B'], duplicates: ['User.slug:suffix'] },
        questions: [
          {
            text: 'Which value do the existing rows get in User.slug?',
            answers: [
              { flag: "--fill 'User.slug=<sql expression>'", text: 'SQL' },
              { flag: '--fill User.slug=ts', text: 'TypeScript; stager writes its frame' },
            ],
            answer: `--fill "User.slug=id || '|'"`,
          },
          { text: 'Is a b?', answers: [{ flag: '--rename User.a:b', text: 'a | b' }], answer: '--rename User.a:b' },
          {
            text: 'Role loses A?',
            answers: ['B', 'C', 'D', 'E', 'F', 'G', 'H'].map((value) => ({
              flag: `--map-value Role.A:${value}`,
              text: `rows get ${value}`,
            })),
            answer: '--map-value Role.A:B',
          },
        ],
      }),
    )
    const section = text.slice(text.indexOf('## Questions and answers'), text.indexOf('## 1. Expand')).trim()
    expect(section.split('\n')).toEqual([
      '## Questions and answers',
      '',
      '| question | answer | instead of |',
      '| --- | --- | --- |',
      String.raw`| Which value do the existing rows get in User.slug? | ${'`'}--fill User.slug=id \|\| '\|'${'`'} | TypeScript |`,
      String.raw`| Is a b? | ${'`'}--rename User.a:b${'`'}<br>a \| b | nothing else |`,
      '| Role loses A? | `--map-value Role.A:B`<br>rows get B | rows get C<br>rows get D<br>rows get E<br>rows get F<br>and 2 more |',
      '| What becomes of duplicates under the new unique index on User.slug? | `--duplicates User.slug:suffix` | nobody was asked |',
    ])
  })

  it('shows the answers of a plan that did not keep its questions', () => {
    const text = renderMarkdown(sampleBundle({ answers: { drop: ['User.legacy'], down: ['User.legacy=0'] } }))
    expect(text).toContain('| May User.legacy be dropped? | `--drop User.legacy` |  |')
    expect(text).toContain(
      '| Which value do rows of the new application have in User.legacy, for the old one? | `--down User.legacy=0` |  |',
    )
  })

  it('says of a stage without work that there is none', () => {
    const text = renderMarkdown(
      sampleBundle({
        expand: { steps: [] },
        backfill: { backfills: [] },
        contract: { verifications: [], steps: [] },
        undo: { steps: [] },
        edits: { expand: [], promote: [], undo: [] },
        notes: [],
      }),
    )
    expect(text).toContain('Nothing to do before the deployment.')
    expect(text).toContain('No row needs a new value.')
    expect(text).toContain('Nothing to do: the transition schema is the target.')
    expect(text).toContain('That is all: contract has nothing to do.')
    expect(text).not.toContain('stager promote')
  })

  it('says what cannot be undone, and why', () => {
    const irreversible = [{ label: 'PostgreSQL cannot remove *A* from the enum Role', sql: 'SELECT true' }]
    const bundle = sampleBundle({ undo: { steps: [sampleStep('undo', 'drop')], irreversible } })
    expect(renderMarkdown(bundle)).toContain(
      String.raw`Once expand has run, ${'`stager undo add_slug`'} refuses, and the database stays as it is:${'\n\n'}- PostgreSQL cannot remove \*A\* from the enum Role.`,
    )
    expect(renderHuman(bundle)).toContain(
      'undo: stager undo add_slug, until expand has run (1 step)\n  PostgreSQL cannot remove *A* from the enum Role\n',
    )
  })

  it('names what is gone for good', () => {
    const steps = [sampleStep('contract', 'drop', { safety: 'destructive', label: 'drop User.legacy' })]
    expect(renderMarkdown(sampleBundle({ contract: { verifications: [], steps } }))).toContain(
      'What it drops is gone for good: drop User.legacy.',
    )
  })

  it('fits into a comment: the SQL of a large plan stays in its files', () => {
    const bundle = sampleBundle()
    const text = renderMarkdown({ ...bundle, texts: new Map([...bundle.texts, ['expand/01_alter.sql', 'SELECT 1;\n'.repeat(8000)]]) })
    expect(text.length).toBeLessThan(65_536)
    expect(text).toContain('- alter of User: `expand/01_alter.sql`')
  })

  it.for(examples)('is well-formed for $folder', async (example) => {
    const bundle = await planExample(example)
    const text = renderMarkdown(bundle)
    expect(occurrences(text, '<details>')).toBe(occurrences(text, '</details>'))
    expect(text.split('\n').filter((line) => line.startsWith('```')).length % 2).toBe(0)
    const tables = text.split('\n\n').filter((block) => block.startsWith('| '))
    for (const block of tables) {
      const widths = block.split('\n').map((row) => row.replaceAll(String.raw`\|`, '').split('|').length)
      expect(new Set(widths).size).toBe(1)
    }
    for (const change of bundle.plan.changes) if ('table' in change) expect(text).toContain(change.table.name)
    expect(text).not.toMatch(/undefined|\[object/)
  })
})

describe('renderHuman', () => {
  it('is plain lines', () => {
    expect(renderHuman(sampleBundle()).split('\n')).toEqual([
      'add_slug',
      '  new column User.slug',
      '',
      'answers',
      '  User.slug is filled with id::text.',
      '',
      '1 expand: 1 step',
      '  alter of User',
      '      ACCESS EXCLUSIVE on User; blocks reads and writes for a moment',
      '2 deploy: 1 gate',
      '  No process of the old release is left.',
      '3 backfill: 1 backfill',
      '  fill slug of User (SQL, in batches by id)',
      '4 contract: 1 step',
      '  refuses while there are rows of User with NULL in slug',
      '  tighten of User',
      '      ACCESS EXCLUSIVE on User; blocks reads and writes for a moment',
      '',
      'to know',
      '  The old application | reads *NULL*.',
      '',
      'undo: stager undo add_slug, until contract has begun (1 step)',
      '',
    ])
  })
})

describe('Markdown', () => {
  it.each([
    ['User_name_key', 'User_name_key'],
    ['_AToB of *x* <b>', String.raw`\_AToB of \*x\* \<b\>`],
    ['a\n| b', String.raw`a \| b`],
    ['leave `@@map("*")` alone', 'leave `@@map("*")` alone'],
  ])('escapes %j', (text, expected) => {
    expect(escape(text)).toBe(expected)
  })

  it('quotes backticks', () => {
    expect(code('a')).toBe('`a`')
    expect(code('a `b` c')).toBe('`` a `b` c ``')
    expect(fenced('x\n```\ny', 'sql')).toBe('````sql\nx\n```\ny\n````')
  })
})
