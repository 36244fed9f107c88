import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cli, interleaved, median, runProcess } from './measure.mjs'
import { goal, line } from './table.mjs'

const model = (n, extra) => `model Model${n} {
  id        Int      @id @default(autoincrement())
  name      String
  email     String   @unique
  createdAt DateTime @default(now())
  parentId  Int?
  parent    Model${n}?  @relation("tree", fields: [parentId], references: [id])
  children  Model${n}[] @relation("tree")
${extra}
  @@index([createdAt])
}
`

const schema = (models, extra) =>
  `datasource db {\n  provider = "postgresql"\n}\n\n${Array.from({ length: models }, (_, n) => model(n, n === 0 ? extra : '')).join('\n')}`

const baseline = 'prisma validate, 250 models'

/** In seconds, of processes as a whole. */
const goals = { 'stager --help': 0.2, 'plan, 3 models': 0.3, 'plan, 250 models': 2 }

/** `stager plan` from two files, process start included. */
export const planning = { needs: [], run: () => benchPlan() }

async function benchPlan() {
  const directory = await mkdtemp(join(tmpdir(), 'stager-bench-'))
  try {
    const write = async (name, text) => {
      await writeFile(join(directory, name), text)
      return name
    }
    // Node 20 reads the file of this variable at each start, whatever it runs then: with a system's own certificates, most of its start.
    const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env
    const node =
      (args, env = {}) =>
      async () =>
        (await runProcess(process.execPath, args, { cwd: directory, env: { ...inherited, ...env } })).seconds
    const plan = async (models) => {
      const from = await write(`before${models}.prisma`, schema(models, ''))
      const to = await write(`after${models}.prisma`, schema(models, '  slug      String\n'))
      const fill = ['--fill', 'Model0.slug=lower(name)']
      return [cli, 'plan', '--from', from, '--to', to, '--name', 'x', '--format', 'markdown', ...fill]
    }
    const [small, large] = [await plan(3), await plan(250)]
    const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js')
    const quiet = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' }
    const samples = await interleaved(9, {
      'node, with nothing to do': node(['--eval', '0']),
      'stager --help': node([cli, '--help']),
      'plan, 3 models': node(small),
      'plan, 3 models, no compiled code kept': node(small, { NODE_DISABLE_COMPILE_CACHE: '1' }),
      'plan, 250 models': node(large),
      [baseline]: node([prisma, 'validate', '--schema', 'after250.prisma'], quiet),
    })
    const result = Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, median(values)]))
    return Object.entries(result).map(([what, value]) => {
      const shown = `${value.toFixed(2)} s`
      const most = goals[what]
      const ratio = value / result[baseline]
      if (most === undefined) return { ...line(what, shown), ratio, shown: `${ratio.toFixed(2)} x` }
      return { ...goal(what, shown, value, { most, show: (number) => `${number.toFixed(2)} s` }), ratio, shown: `${ratio.toFixed(2)} x` }
    })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
