import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { query, withTestDatabase } from '../helpers/database.ts'
import { datasource, postSchema, postSql, runCli, withProject, type CliProject, type CliResult } from './cli-project.ts'

// Dozens of processes, on machines that may be busy.
vi.setConfig({ testTimeout: 240_000 })

const withSlug = postSchema.replace('  title String\n', '  title String\n  slug  String\n')

interface Refusal {
  readonly code: string
  readonly exit: number
  readonly says: string | RegExp
}

/** The exit code, and one document on stdout (of NDJSON the last line) with a sentence and a next step; no secret, no stack. */
async function refused(project: CliProject, args: readonly string[], want: Refusal): Promise<void> {
  const { code, stdout, stderr } = await project.stager(...args, '--json')
  const { error } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { error: { code: string; message: string; hint: string | null } }
  expect({ exit: code, stderr, code: error.code }).toEqual({ exit: want.exit, stderr: '', code: want.code })
  expect(error.message).toMatch(want.says)
  expect(error.hint).toMatch(/\S/)
  expect(stdout).not.toMatch(/\n +at |s3cret/)
}

/** The same error as people see it. */
async function refusedInWords(project: CliProject, args: readonly string[], want: Refusal): Promise<void> {
  const { code, stdout, stderr } = await project.stager(...args)
  expect({ code, stdout }).toEqual({ code: want.exit, stdout: '' })
  expect(stderr).toMatch(/(^|\n)error: .+\n(.*\n)*hint: {2}.+\n$/)
  expect(stderr).toMatch(want.says)
  expect(stderr).not.toMatch(/\n +at |s3cret/)
}

describe('without a database', () => {
  let empty: string
  beforeAll(async () => void (empty = await mkdtemp(join(tmpdir(), 'stager-empty-'))))
  afterAll(() => rm(empty, { recursive: true }))
  const inEmpty = (...args: string[]): Promise<CliResult> => runCli(args, { cwd: empty })

  test('no schema', async () => {
    for (const args of [['plan'], ['apply', '--stage', 'expand'], ['status'], ['promote']]) {
      const { code, stderr } = await inEmpty(...args)
      expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('error: There is no Prisma schema') })
    }
  })

  test('no database URL: the three places', async () => {
    await withProject({}, async (project) => {
      const status = { code: 'database-url-missing', exit: 2, says: 'No database URL was found.' }
      await refusedInWords(project, ['status'], { ...status, says: /--database-url.*prisma\.config\.ts.*schema\.prisma/ })
      for (const args of [['apply', '--stage', 'expand'], ['verify'], ['undo']]) {
        await refused(project, args, status)
      }
    })
  })

  test('a server that is not there, and a URL that is none', async () => {
    await withProject({}, async (project) => {
      const url = (text: string): string[] => ['status', '--database-url', text]
      await refusedInWords(project, url('postgresql://me:s3cret@127.0.0.1:1/x'), {
        code: 'disconnected',
        exit: 3,
        says: '127.0.0.1:1 cannot be reached',
      })
      await refused(project, url('mysql://me:s3cret@127.0.0.1:1/x'), { code: 'database-url', exit: 2, says: 'mysql://' })
      await refused(project, url('s3cret'), { code: 'database-url', exit: 2, says: 'is not a URL' })
    })
  })

  test('an invalid schema, and another database than PostgreSQL', async () => {
    await withProject({}, async (project) => {
      await project.write('prisma/schema.prisma', `${postSchema}\nmodel Broken {\n  a Strin\n}\n`)
      await refused(project, ['plan'], { code: 'schema-invalid', exit: 2, says: 'Type "Strin" is neither a built-in type' })
      for (const provider of ['mysql', 'sqlite']) {
        await project.write('prisma/schema.prisma', postSchema.replace('postgresql', provider))
        await refused(project, ['plan'], { code: 'provider-not-supported', exit: 2, says: provider })
      }
    })
  })

  test('not a git repository, and an unknown ref', async () => {
    await withProject({ git: false }, (project) =>
      refused(project, ['plan'], { code: 'not-a-git-repository', exit: 2, says: 'is not in a git repository' }),
    )
    await withProject({}, async (project) => {
      await refused(project, ['plan', '--from', 'nope'], { code: 'unknown-ref', exit: 2, says: '"nope" is neither a path nor a commit' })
      await refused(project, ['plan', '--from', 'nope.prisma'], { code: 'schema-not-found', exit: 2, says: 'nope.prisma' })
    })
  })

  test('no migrations folder: said before anything is asked, and nothing is written', async () => {
    await withProject({}, async (project) => {
      await rm(join(project.directory, 'prisma/migrations'), { recursive: true })
      await project.write('prisma/schema.prisma', withSlug)
      const before = await project.snapshot()
      await refused(project, ['plan'], { code: 'migrations-not-found', exit: 2, says: 'no folder of migrations' })
      expect(await project.snapshot()).toEqual(before)
      expect((await project.stager('plan', '--dry-run', '--fill', 'Post.slug=title')).code).toBe(0)
      expect(await project.snapshot()).toEqual(before)
    })
  })

  test('open questions, as text and as data', async () => {
    await withProject({}, async (project) => {
      await project.write('prisma/schema.prisma', withSlug)
      const before = await project.snapshot()
      await refusedInWords(project, ['plan', '--name', 'x'], {
        code: 'questions-open',
        exit: 1,
        says: "--fill 'Post.slug=<sql expression>'",
      })
      const { error, questions } = await project.json<{ error: object; questions: object[] }>('plan', '--name', 'x')
      expect(error).toMatchObject({ code: 'questions-open', message: 'One question needs an answer.' })
      expect(error).not.toHaveProperty('questions')
      expect(questions).toMatchObject([{ id: 'fill:Post.slug', kind: 'fill', model: 'Post', field: 'slug' }])
      expect(await project.snapshot()).toEqual(before)
    })
  })

  test('nothing as the base is the schema without models', async () => {
    await withProject({}, async (project) => {
      const { code, stdout } = await project.stager('plan', '--from', '/dev/null', '--dry-run', '--name', 'x')
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('new table Post') as unknown })
    })
  })

  test('a plan whose timestamp or name was edited is not sealed', async () => {
    await withProject({}, async (project) => {
      await project.write('prisma/schema.prisma', withSlug)
      await project.quickly.plan('first', { fill: ['Post.slug=title'] })
      const [folder = ''] = await readdir(join(project.directory, 'stages'))
      const path = join(project.directory, 'stages', folder, 'plan.json')
      const json = await readFile(path, 'utf8')
      await writeFile(path, json.replace(/"timestamp": "\d+"/, '"timestamp": "20200101000000"'))
      await refused(project, ['seal', 'first'], { code: 'plan-changed', exit: 4, says: 'says that the plan is 20200101000000_first' })
    })
  })

  test('answers that are not understood', async () => {
    await withProject({}, async (project) => {
      await project.write('prisma/schema.prisma', withSlug)
      const fill = (value: string): string[] => ['plan', '--fill', value]
      await refused(project, fill('Post.slug'), { code: 'answer-invalid', exit: 2, says: 'is not understood' })
      await refused(project, fill('Post.slug=lower('), { code: 'expression-invalid', exit: 2, says: 'is not an SQL expression' })
      await refused(project, fill('Post.slug=lower(nope)'), { code: 'fill-unknown-column', exit: 2, says: 'reads nope' })
      await refused(project, fill('Post.slug=./none.ts'), {
        code: 'transform-not-found',
        exit: 1,
        says: 'There is no transform at ./none.ts',
      })
      await project.write('relative.ts', `import './x'\nexport default { read: ['title'], transform: () => ({}) }`)
      await refused(project, fill('Post.slug=relative.ts'), { code: 'transform-invalid', exit: 1, says: "imports './x'" })
      await project.write('field.ts', `export default { read: ['titel'], transform: () => ({}) }`)
      await refused(project, fill('Post.slug=field.ts'), { code: 'fill-unknown-column', exit: 2, says: 'reads titel' })
      await refused(project, ['plan', '--name', 'ä', '--fill', 'Post.slug=title'], {
        code: 'plan-name-invalid',
        exit: 2,
        says: 'cannot name a plan',
      })
    })
  })

  test('an unknown plan, none, and a second one on the same table', async () => {
    await withProject({}, async (project) => {
      await refused(project, ['promote'], { code: 'plan-none', exit: 2, says: 'no plan that waits to be promoted' })
      await refused(project, ['promote', 'nope'], { code: 'plan-unknown', exit: 2, says: 'There is no plan nope' })
      await project.write('prisma/schema.prisma', withSlug)
      await project.quickly.plan('first', { fill: ['Post.slug=title'] })
      await project.commit()
      const schema = (await project.read('prisma/schema.prisma')).replace('  title String\n', '  title String\n  more  String?\n')
      await project.write('prisma/schema.prisma', schema)
      const before = await project.snapshot()
      await refused(project, ['plan', '--name', 'second'], {
        code: 'plan-overlaps',
        exit: 4,
        says: 'The plan first is not finished and changes Post too',
      })
      expect(await project.snapshot()).toEqual(before)
    })
  })

  test('an edited plan does not run until it is sealed', async () => {
    await withProject({ url: 'postgresql://me:s3cret@127.0.0.1:1/x' }, async (project) => {
      await project.write('prisma/schema.prisma', withSlug)
      await project.quickly.plan('first', { fill: ['Post.slug=title'] })
      const [folder = ''] = await project.list('stages')
      const [file = ''] = await project.list(`stages/${folder}/backfill`)
      await project.write(`stages/${folder}/backfill/${file}`, `-- edited\n${await project.read(`stages/${folder}/backfill/${file}`)}`)
      await refused(project, ['apply', '--stage', 'expand'], {
        code: 'plan-changed',
        exit: 4,
        says: 'was edited after the plan was sealed',
      })
      expect(await project.json('seal')).toMatchObject({ plan: 'first', changed: [{ path: `backfill/${file}`, change: 'edited' }] })
      await refused(project, ['apply', '--stage', 'expand'], { code: 'disconnected', exit: 3, says: 'cannot be reached' })
    })
  })

  test('a table whose rows have no key', async () => {
    const schema = `${datasource}\nmodel Log {\n  id   Int? @unique\n  text String\n  a Int\n  @@unique([a])\n}\n`
    const keyless = schema.replace('  a Int\n  @@unique([a])\n', '')
    await withProject({ schema: keyless }, async (project) => {
      await project.write('prisma/schema.prisma', keyless.replace('  text String\n', '  text String\n  size Int\n'))
      const { code, stderr } = await project.stager('plan', '--name', 'x', '--fill', 'Log.size=length(text)')
      expect(code).not.toBe(0)
      expect(stderr).toMatch(/^error: .*/)
    })
  })

  test('usage', async () => {
    await withProject({}, async (project) => {
      await refused(project, ['frob'], { code: 'usage', exit: 2, says: 'Unknown argument: frob' })
      await refused(project, ['plna'], { code: 'usage', exit: 2, says: 'Did you mean plan?' })
      await refused(project, ['apply'], { code: 'usage', exit: 2, says: 'stage' })
      await refused(project, ['apply', '--stage', 'frob'], { code: 'usage', exit: 2, says: 'There is no stage frob' })
      await refused(project, ['apply', '--stage', 'expand', '--lock-timeout', 'soon'], {
        code: 'usage',
        exit: 2,
        says: 'is not a duration',
      })
      await refused(project, ['apply', '--stage', 'backfill', '--batch-size', '0'], {
        code: 'usage',
        exit: 2,
        says: 'whole number above zero',
      })
      await refused(project, ['plan', '--name', 'a', '--name', 'b'], { code: 'usage', exit: 2, says: '--name was given more than once' })
      await refused(project, ['status', '--config', 'none.ts'], { code: 'config-invalid', exit: 2, says: 'does not exist' })
    })
  })
})

describe('with a database', () => {
  test('a wrong password is never printed', async () => {
    await withTestDatabase(async (databaseUrl) => {
      const url = new URL(databaseUrl)
      url.password = 's3cret'
      await withProject({ url: url.href }, (project) =>
        refused(project, ['status'], { code: 'authentication-failed', exit: 3, says: 'refused the role' }),
      )
      const verbose = await withProject({ url: url.href }, (project) => project.stager('status', '--verbose'))
      expect(verbose.stderr).toContain('\n    at ')
      expect(verbose.stdout + verbose.stderr).not.toContain('s3cret')
    })
  })

  test('stages in the wrong order', async () => {
    await planned('Post.slug=lower(title)', async (project) => {
      await refused(project, ['apply', '--stage', 'deploy'], { code: 'stage-missing', exit: 1, says: 'needs the stage expand' })
      await project.quickly.apply('expand')
      await refused(project, ['apply', '--stage', 'backfill'], { code: 'stage-missing', exit: 1, says: 'needs the stage deploy' })
      await project.quickly.apply('deploy')
      await project.quickly.apply('backfill')
      await project.quickly.promote()
      await refused(project, ['apply', '--stage', 'contract'], { code: 'contract-unconfirmed', exit: 1, says: 'nobody confirmed it' })
      const contract = ['apply', '--stage', 'contract', '--yes', 'add_slug']
      await refused(project, contract, { code: 'contract-not-ready', exit: 1, says: 'was never verified' })
      await refused(project, ['undo', 'add_slug'], { code: 'undo-promoted', exit: 4, says: 'is promoted' })
    })
  })

  test('a transform that throws, and one that returns an unknown column', async () => {
    const throwing = `export default { read: ['title'], transform: ({ title }) => { throw new Error('no slug for ' + title) } }`
    await planned(
      'Post.slug=transform.ts',
      failing('transform-failed', /transform .*post_slug\.ts failed on the row .*1.*: no slug for Title 1/),
      throwing,
    )
    const unknown = `export default { read: ['title'], transform: () => ({ slugg: 'x' }) }`
    await planned(
      'Post.slug=transform.ts',
      failing('transform-unknown-column', /returned "slugg" for the row .*, but it may only return slug/),
      unknown,
    )
  })

  test('duplicates under a new unique, and orphans under a new foreign key', async () => {
    const before = `${datasource}\nmodel Author {\n  id Int @id\n}\n\nmodel Post {\n  id       Int    @id\n  title    String\n  authorId Int?\n}\n`
    const after = `${datasource}\nmodel Author {\n  id Int @id\n  posts Post[]\n}\n\nmodel Post {\n  id       Int    @id\n  title    String @unique\n  authorId Int?\n  author Author? @relation(fields: [authorId], references: [id])\n}\n`
    const sql = `CREATE TABLE "Author" ("id" INTEGER NOT NULL, CONSTRAINT "Author_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Post" ("id" INTEGER NOT NULL, "title" TEXT NOT NULL, "authorId" INTEGER, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));
`
    await withTestDatabase((url) =>
      withProject({ url, schema: before, sql }, async (project) => {
        await project.quickly.apply('expand')
        await query(url, `INSERT INTO "Post" VALUES (1, 'same', 7), (2, 'same', NULL)`)
        await project.write('prisma/schema.prisma', after)
        await project.quickly.plan('strict')
        await project.quickly.apply('expand')
        await project.quickly.apply('deploy')
        await project.quickly.apply('backfill')
        const { code, stderr } = await project.stager('verify')
        expect(code).toBe(1)
        expect(stderr).toMatch(/✖ .*title.*: \d rows?, for example /)
        expect(stderr).toMatch(/✖ .*authorId.*: 1 row, for example /)
        const verified = await project.json<{ passed: boolean; verifications: { offending: string }[] }>('verify')
        expect(verified.passed).toBe(false)
        await project.quickly.promote()
        const contract = ['apply', '--stage', 'contract', '--yes', 'strict']
        await refused(project, contract, { code: 'contract-not-ready', exit: 1, says: 'found' })
      }),
    )
  })
})

/** A plan that makes Post.slug, over two rows. */
async function planned(fill: string, work: (project: CliProject) => Promise<void>, transform?: string): Promise<void> {
  await withTestDatabase((url) =>
    withProject({ url, sql: postSql }, async (project) => {
      await project.quickly.apply('expand')
      await query(url, `INSERT INTO "Post" (title) VALUES ('Title 1'), ('Title 2')`)
      await project.write('prisma/schema.prisma', withSlug)
      if (transform !== undefined) await project.write('transform.ts', transform)
      await project.quickly.plan('add_slug', { fill: [fill] })
      await work(project)
    }),
  )
}

function failing(code: string, says: RegExp) {
  return async (project: CliProject): Promise<void> => {
    await project.quickly.apply('expand')
    await project.quickly.apply('deploy')
    await refused(project, ['apply', '--stage', 'backfill'], { code, exit: 1, says })
  }
}
