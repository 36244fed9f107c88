import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, test, vi } from 'vitest'

import { plan } from '../../src/index.ts'
import { datasource, postSchema, runCli, withProject, type CliProject } from './cli-project.ts'

// Dozens of processes, on machines that may be busy.
vi.setConfig({ testTimeout: 240_000 })

const withSlug = postSchema.replace('  title String\n', '  title String\n  slug  String\n')
const fill = ['Post.slug=lower(title)']

describe('offline', () => {
  test('two files make a plan anywhere; nothing is written', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'stager-offline-'))
    await writeFile(join(cwd, 'a.prisma'), postSchema)
    await writeFile(join(cwd, 'b.prisma'), withSlug)
    const args = ['plan', '--from', 'a.prisma', '--to', 'b.prisma', '--name', 'x', '--fill', 'Post.slug=lower(title)']
    const markdown = await runCli([...args, '--format', 'markdown'], { cwd })
    expect(markdown).toMatchObject({ code: 0, stderr: 'Nothing was written.\n' })
    expect(markdown.stdout).toMatch(/^# x\n/)
    expect(markdown.stdout).toContain('in the new required field Post.slug? | `--fill Post.slug=lower(title)` |')
    const json = await runCli([...args, '--json'], { cwd })
    expect(json).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(json.stdout)).toMatchObject({ plan: { name: 'x', formatVersion: 1 }, directory: null, written: [] })
    expect((await runCli(args, { cwd })).stdout).toContain('1 expand: 1 step')
    expect((await runCli(['plan', '--from', 'a.prisma', '--to', 'a.prisma'], { cwd })).stderr).toBe(
      'There is nothing to plan: the two schemas make the same database.\n',
    )
    await rm(cwd, { recursive: true })
  })
})

/** In this process: a second at most, where a process takes several. */
const planIn = (project: CliProject, settings: Parameters<typeof plan>[0] = {}) => plan({ cwd: project.directory, ...settings })

describe('in a project', () => {
  test('writes the plan, the expand migrations and the transition schema', async () => {
    await withProject({}, async (project) => {
      await project.write('prisma/schema.prisma', withSlug)
      const result = await planIn(project, { name: 'Add slug', fill, now: () => new Date('2026-11-21T09:30:00Z') })
      expect(result.id).toBe('20261121093000_add_slug')
      expect(await project.list('stages')).toEqual(['20261121093000_add_slug'])
      expect(await project.list('prisma/migrations')).toEqual([
        '20200101000000_init',
        '20261121093000_add_slug_expand_01_alter_post',
        'migration_lock.toml',
      ])
      const sql = await project.read('prisma/migrations/20261121093000_add_slug_expand_01_alter_post/migration.sql')
      expect(sql).toBe(await project.read('stages/20261121093000_add_slug/expand/01_alter_post.sql'))
      expect(await project.read('prisma/schema.prisma')).toBe(withSlug.replace('slug  String', 'slug  String?'))
      expect(result.written.map((path) => path.slice(project.directory.length + 1))).toEqual([
        'stages/20261121093000_add_slug',
        'prisma/migrations/20261121093000_add_slug_expand_01_alter_post',
        'prisma/schema.prisma',
      ])
    })
  })

  test('a dry run, another --to and no difference write nothing', async () => {
    await withProject({}, async (project) => {
      expect(await planIn(project)).toMatchObject({ bundle: null, written: [] })
      await project.write('other.prisma', withSlug)
      expect(await planIn(project, { to: 'other.prisma', fill })).toMatchObject({ directory: null, written: [] })
      await project.write('prisma/schema.prisma', withSlug)
      const before = await project.snapshot()
      expect((await planIn(project, { dryRun: true, fill })).bundle?.plan.name).toBe('add_slug')
      expect(await project.snapshot()).toEqual(before)
    })
  })

  test('a failure half-way takes everything back', async () => {
    await withProject({}, async (project) => {
      await project.write('prisma/schema.prisma', withSlug)
      // A file where the migration's folder has to be.
      await project.write('prisma/migrations/20261121093000_x_expand_01_alter_post', 'in the way')
      const before = await project.snapshot()
      await expect(planIn(project, { name: 'x', fill, now: () => new Date('2026-11-21T09:30:00Z') })).rejects.toThrow('ENOTDIR')
      expect(await project.snapshot()).toEqual(before)
      expect(await project.list('stages')).toEqual([])
    })
  })

  test('asks what is open, and goes on with the answers', async () => {
    await withProject({}, async (project) => {
      await project.write('prisma/schema.prisma', postSchema.replace('title String', 'heading String'))
      const asked: string[] = []
      const { bundle } = await planIn(project, {
        ask: async ({ id, answers }) => {
          asked.push(id)
          return answers[0]?.flag ?? ''
        },
        chooseName: async (derived) => `${derived}_really`,
      })
      expect(asked).toEqual(['rename:Post.title'])
      expect(bundle?.plan.name).toBe('rename_title_to_heading_really')
      expect(bundle?.plan.changes).toMatchObject([{ kind: 'renameColumn' }])
    })
  })

  test('a schema of several files keeps its files', async () => {
    const files = {
      'schema.prisma': datasource,
      'post.prisma': postSchema.slice(datasource.length),
      'user.prisma': 'model User {\n  id Int @id\n}\n',
    }
    await withProject({ git: false }, async (project) => {
      await rm(join(project.directory, 'prisma/schema.prisma'))
      await project.write('prisma.config.ts', "export default { schema: 'prisma/schema', migrations: { path: 'prisma/migrations' } }\n")
      for (const [name, text] of Object.entries(files)) {
        await project.write(`before/${name}`, text)
        await project.write(
          `prisma/schema/${name}`,
          name === 'post.prisma' ? text.replace('title String\n', 'title String\n  slug  String\n') : text,
        )
      }
      const { written } = await planIn(project, { name: 'add_slug', from: 'before', fill })
      expect(written.at(-1)).toBe(join(project.directory, 'prisma/schema/post.prisma'))
      expect(await project.read('prisma/schema/post.prisma')).toContain('slug  String?\n')
      expect(await project.read('prisma/schema/user.prisma')).toBe(files['user.prisma'])
    })
  })

  test('a transform becomes part of the plan; a frame has to be written and sealed', async () => {
    await withProject({}, async (project) => {
      await project.write('prisma/schema.prisma', withSlug)
      const transform = `import { defineBackfill } from 'stager'\nexport default defineBackfill({ read: ['title'], transform: (row) => ({ slug: row.title }) })\n`
      await project.write('slug.ts', transform)
      const given = await planIn(project, { dryRun: true, fill: ['Post.slug=./slug.ts'] })
      const [backfill] = given.bundle?.plan.backfill.backfills ?? []
      expect(backfill).toMatchObject({ kind: 'typescript', file: 'backfill/01_post_slug.ts', read: [{ field: 'title' }] })
      expect(given.bundle?.texts.get('backfill/01_post_slug.ts')).toBe(transform)

      const framed = await planIn(project, { name: 'add_slug', fill: ['Post.slug=ts'] })
      const path = `stages/${framed.id ?? ''}/backfill/01_post_slug.ts`
      expect(await project.read(path)).toContain('not written yet: ')
      await project.write(path, transform)
      await expect(project.quickly.promote()).rejects.toMatchObject({ code: 'plan-changed' })
      await project.write(path, transform.replace("'title'", "'title', 'slug'"))
      expect((await project.stager('seal')).stderr).toContain('reads slug, but the plan was made for id, title')
      await project.write(path, transform)
      expect((await project.stager('seal', 'add_slug')).stderr).toMatch(/~ backfill\/01_post_slug\.ts edited\n[\s\S]*add_slug is sealed\./)
      await project.quickly.promote()
    })
  })

  test('names are made unique when stager makes them, and refused when a person does', async () => {
    await withProject({}, async (project) => {
      await project.write('prisma/schema.prisma', `${withSlug}\nmodel User {\n  id Int @id\n}\n`)
      const added = await planIn(project, { fill })
      expect(added.bundle?.plan.name).toMatch(/^change_post_user$|^change_user_post$/)
      await project.commit()
      await project.write('prisma/schema.prisma', `${await project.read('prisma/schema.prisma')}\nmodel Extra {\n  id Int @id\n}\n`)
      await expect(planIn(project, { name: added.bundle?.plan.name })).rejects.toMatchObject({ code: 'plan-name-taken' })
      expect((await planIn(project)).bundle?.plan.name).toBe('add_extra')
    })
  })
})
